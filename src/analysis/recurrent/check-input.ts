// Refuses sequences, outcomes and parameters that no network can be fitted to, saying where and why.
import { AnalysisError } from '../analysis-error.ts';
import type { NetworkShape } from './parameter-layout.ts';
import type { SequenceBatch, SequenceSplit, TrainingParams } from './recurrent-types.ts';

const greatestSize = 64;
/** Every step of the longest sequence is kept for the way back, eight times over. */
const greatestLength = 10_000;

/**
 * @throws AnalysisError `input.empty`, `input.length-mismatch`, `input.not-finite`,
 *   `parameter.out-of-range` (a sequence too long)
 */
export function requireSequences(batch: SequenceBatch): void {
  const { sequenceCount, starts, inputSize, inputs } = batch;
  const mismatch = (message: string) =>
    new AnalysisError('input.length-mismatch', message, 'Lay the sequences out anew.');
  if (sequenceCount < 1 || inputSize < 1) {
    throw new AnalysisError('input.empty', 'There are no sequences.', 'Choose other events.');
  }
  if (starts.length !== sequenceCount + 1 || starts[0] !== 0) {
    throw mismatch(`${sequenceCount} sequences need ${sequenceCount + 1} starts, the first 0.`);
  }
  for (let row = 0; row < sequenceCount; row++) {
    if (starts[row + 1]! < starts[row]!) throw mismatch(`Sequence ${row} ends before it begins.`);
    if (starts[row + 1] === starts[row]) {
      throw new AnalysisError(
        'input.empty',
        `Sequence ${row} has no steps.`,
        'Leave out people without events in the observation window.',
        { row },
      );
    }
    if (starts[row + 1]! - starts[row]! > greatestLength) throw tooLong(batch, row);
  }
  if (inputs.length !== starts[sequenceCount]! * inputSize) {
    throw mismatch(`${starts[sequenceCount]} steps do not fit ${inputs.length} inputs.`);
  }
  const bad = inputs.findIndex((value) => !Number.isFinite(value));
  if (bad >= 0) throw notFinite(batch, bad);
}

function tooLong({ starts }: SequenceBatch, row: number): AnalysisError {
  return new AnalysisError(
    'parameter.out-of-range',
    `Sequence ${row} has ${starts[row + 1]! - starts[row]!} steps; ${greatestLength} are possible.`,
    'Keep the latest 200 events of each person.',
    { row },
  );
}

function notFinite({ starts, inputSize }: SequenceBatch, index: number): AnalysisError {
  const step = Math.floor(index / inputSize);
  const row = starts.findIndex((start) => start > step) - 1;
  const column = index % inputSize;
  return new AnalysisError(
    'input.not-finite',
    `Input ${column} of step ${step - starts[row]!} of sequence ${row} is not a number.`,
    'Fill or leave out missing values first.',
    { row, column },
  );
}

/** @throws AnalysisError `input.unknown-label` where the first inputs of a step are not one-hot */
export function requireKinds(batch: SequenceBatch, kindCount: number): void {
  const { inputSize, inputs } = batch;
  requireWhole('kindCount', kindCount, 0, inputSize);
  if (kindCount === 0) return;
  for (let at = 0; at < inputs.length; at += inputSize) {
    let ones = 0;
    let zeros = 0;
    for (let kind = 0; kind < kindCount; kind++) {
      if (inputs[at + kind] === 1) ones++;
      else if (inputs[at + kind] === 0) zeros++;
    }
    if (ones === 1 && zeros === kindCount - 1) continue;
    throw new AnalysisError(
      'input.unknown-label',
      `Step ${at / inputSize} does not have exactly one of ${kindCount} kinds.`,
      'Give every event one kind.',
    );
  }
}

/** @throws AnalysisError `input.length-mismatch`, `input.unknown-label`, `input.constant-column` */
export function requireOutcome(
  batch: SequenceBatch,
  outcome: Uint8Array,
  split: SequenceSplit,
): void {
  if (outcome.length !== batch.sequenceCount) {
    throw new AnalysisError(
      'input.length-mismatch',
      `${outcome.length} outcomes for ${batch.sequenceCount} sequences.`,
      'Give every sequence its outcome.',
    );
  }
  const row = outcome.findIndex((value) => value > 1);
  if (row >= 0) {
    throw new AnalysisError(
      'input.unknown-label',
      `The outcome of sequence ${row} is ${outcome[row]}, not 0 or 1.`,
      'Choose an outcome that happened or did not.',
      { row },
    );
  }
  if (new Set(Array.from(split.training, (i) => outcome[i])).size < 2) {
    throw new AnalysisError(
      'input.constant-column',
      'Everybody in the training part has the same outcome.',
      'Choose another outcome or a later outcome window, or encode without an outcome.',
    );
  }
}

/** @throws AnalysisError `input.empty`, `parameter.out-of-range` */
export function requireSplit(batch: SequenceBatch, split: SequenceSplit): void {
  for (const part of ['training', 'validation'] as const) {
    if (split[part].length === 0) {
      throw new AnalysisError(
        'input.empty',
        `The ${part} part has no sequences.`,
        'Use more people; a network needs some hundreds.',
      );
    }
    const bad = split[part].find((sequence) => sequence >= batch.sequenceCount);
    if (bad !== undefined) {
      throw new AnalysisError(
        'parameter.out-of-range',
        `The ${part} part names sequence ${bad} of ${batch.sequenceCount}.`,
        'Split these sequences anew.',
      );
    }
  }
}

/** @throws AnalysisError `parameter.out-of-range` */
export function requireTraining(params: TrainingParams): void {
  requireWhole('hiddenSize', params.hiddenSize, 1, greatestSize);
  requireWhole('encodingSize', params.encodingSize, 1, greatestSize);
  requireWhole('batchSize', params.batchSize, 1, 65_536);
  requireWhole('epochCount', params.epochCount, 1, 100_000);
  requireWhole('patience', params.patience, 1, 100_000);
  for (const name of ['learningRate', 'gradientClip'] as const) {
    if (params[name] > 0 && Number.isFinite(params[name])) continue;
    throw outOfRange(name, params[name], 'above 0');
  }
}

/** @throws AnalysisError `parameter.out-of-range` where the sequences are not of the model's inputs */
export function requireSameInputs(shape: NetworkShape, batch: SequenceBatch): void {
  if (shape.inputSize === batch.inputSize) return;
  throw outOfRange('inputSize', batch.inputSize, `${shape.inputSize}, as the model has it`);
}

function requireWhole(name: string, value: number, least: number, greatest: number): void {
  if (Number.isInteger(value) && value >= least && value <= greatest) return;
  throw outOfRange(name, value, `a whole number from ${least} to ${greatest}`);
}

function outOfRange(name: string, value: number, wanted: string): AnalysisError {
  return new AnalysisError(
    'parameter.out-of-range',
    `${name} is ${value}; it has to be ${wanted}.`,
    'Choose another value.',
    { column: name },
  );
}

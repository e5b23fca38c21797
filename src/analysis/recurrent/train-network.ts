// The training loop of every network: minibatches, Adam, and the weights of the best epoch kept.
import { AnalysisError } from '../analysis-error.ts';
import { createRandom, deriveSeed } from '../random.ts';
import type { Floats } from './arithmetic.ts';
import { Adam } from './adam.ts';
import { initialWeights } from './initial-weights.ts';
import { constantEncodingUnits, runTiles } from './encode-sequences.ts';
import type { NetworkShape } from './parameter-layout.ts';
import type { RecurrentRunner } from './recurrent-backend.ts';
import type {
  EpochLoss,
  RecurrentFit,
  RecurrentStep,
  RecurrentWarning,
  SequenceBatch,
  SequenceSplit,
  TrainingParams,
} from './recurrent-types.ts';
import { lengthOf, shuffledTiles, tilesByLength } from './sequence-tiles.ts';
import { laneCount } from './tile-memory.ts';

export interface TrainingTask {
  readonly runner: RecurrentRunner;
  readonly shape: NetworkShape;
  readonly batch: SequenceBatch;
  readonly split: SequenceSplit;
  readonly params: TrainingParams;
}

/** A sum of losses and what it is a sum over: sequences, or an autoencoder's steps. */
interface LossSum {
  sum: number;
  count: number;
}

/** @throws AnalysisError `fit.not-possible` where the loss is no longer a number */
export function* trainNetwork(task: TrainingTask): Generator<RecurrentStep, RecurrentFit> {
  const { runner, shape, batch, split, params } = task;
  const parameters = initialWeights(shape, params.seed);
  const adam = new Adam(parameters.length, params.learningRate, params.gradientClip);
  const validationTiles = tilesByLength(batch, split.validation);
  runner.setParameters(parameters);
  let best = { epoch: 0, loss: validate(task, validationTiles), parameters: parameters.slice() };
  const epochs: EpochLoss[] = [];
  const { epochCount, patience } = params;
  while (epochs.length < epochCount && epochs.length - best.epoch < patience) {
    const epoch = epochs.length + 1;
    const tiles = shuffledTiles(
      batch,
      split.training,
      createRandom(deriveSeed(params.seed, 'epoch', epoch)),
    );
    const batchLength = laneCount * Math.max(1, Math.round(params.batchSize / laneCount));
    const batchCount = Math.ceil(tiles.length / batchLength);
    const total: LossSum = { sum: 0, count: 0 };
    for (let index = 0; index < batchCount; index++) {
      const own = tiles.subarray(index * batchLength, (index + 1) * batchLength);
      trainOn(task, own, parameters, adam, total);
      const trainingLoss = total.sum / total.count;
      const step = { epoch, epochCount, batch: index + 1, batchCount, trainingLoss };
      if (index + 1 < batchCount) {
        yield step;
        continue;
      }
      const validationLoss = validate(task, validationTiles);
      const finishedEpoch = { epoch, trainingLoss, validationLoss };
      epochs.push(finishedEpoch);
      if (validationLoss < best.loss) {
        best = { epoch, loss: validationLoss, parameters: parameters.slice() };
      }
      yield { ...step, finishedEpoch };
    }
  }
  runner.setParameters(best.parameters);
  const stoppedEarly = epochs.length - best.epoch >= patience;
  return {
    model: { ...shape, parameters: best.parameters },
    epochs,
    bestEpoch: best.epoch,
    stoppedEarly,
    warnings: warningsOf(task, best.epoch, stoppedEarly),
  };
}

function trainOn(
  { runner, shape, batch }: TrainingTask,
  tiles: Int32Array,
  parameters: Float32Array,
  adam: Adam,
  total: LossSum,
): void {
  const count = countOf(shape, batch, tiles);
  const { losses, gradient } = runner.gradient(tiles, 1 / count);
  const sum = sumOfLosses(tiles, losses);
  requireNumber(sum);
  adam.step(parameters, gradient);
  runner.setParameters(parameters);
  total.sum += sum;
  total.count += count;
}

function validate({ runner, shape, batch }: TrainingTask, tiles: Int32Array): number {
  let sum = 0;
  runTiles(runner, tiles, 'losses', (own, { losses }) => (sum += sumOfLosses(own, losses)));
  requireNumber(sum);
  return sum / countOf(shape, batch, tiles);
}

function requireNumber(loss: number): void {
  if (Number.isFinite(loss)) return;
  throw new AnalysisError(
    'fit.not-possible',
    'The training ran away: its loss is no longer a number.',
    'Choose a smaller learning rate, and scale the numeric inputs.',
  );
}

function countOf(shape: NetworkShape, batch: SequenceBatch, tiles: Int32Array): number {
  let count = 0;
  for (const sequence of tiles) {
    if (sequence >= 0) count += shape.kind === 'outcome' ? 1 : lengthOf(batch, sequence);
  }
  return count;
}

function sumOfLosses(tiles: Int32Array, losses: Floats): number {
  let sum = 0;
  for (let lane = 0; lane < tiles.length; lane++) if (tiles[lane]! >= 0) sum += losses[lane]!;
  return sum;
}

function warningsOf(
  { runner, shape, batch, split }: TrainingTask,
  bestEpoch: number,
  stoppedEarly: boolean,
): RecurrentWarning[] {
  const warnings: RecurrentWarning[] = [];
  if (bestEpoch === 0) warnings.push('no-improvement');
  if (!stoppedEarly) warnings.push('epochs-exhausted');
  const tiles = tilesByLength(batch, split.training);
  if (constantEncodingUnits(runner, tiles, shape.encodingSize) > 0) warnings.push('dead-units');
  return warnings;
}

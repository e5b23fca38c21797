// Encodings and outcome probabilities of sequences by a fitted model.
import { AnalysisError } from '../analysis-error.ts';
import { requireSameInputs, requireSequences } from './check-input.ts';
import type { RecurrentBackend, RecurrentRunner, TileResults } from './recurrent-backend.ts';
import type { RecurrentModel, SequenceBatch } from './recurrent-types.ts';
import { scalarBackend } from './scalar-runner.ts';
import { tilesByLength } from './sequence-tiles.ts';
import { laneCount } from './tile-memory.ts';

/** Lanes handed to a runner at once, so that results stay small. */
const lanesAtOnce = 512 * laneCount;

/** Runs a network over any number of tiles, some at a time. */
export function runTiles(
  runner: RecurrentRunner,
  tiles: Int32Array,
  wanted: 'losses' | 'encodings',
  visit: (tiles: Int32Array, results: TileResults) => void,
): void {
  for (let at = 0; at < tiles.length; at += lanesAtOnce) {
    const own = tiles.subarray(at, at + lanesAtOnce);
    visit(own, runner.forward(own, wanted));
  }
}

/**
 * The activations of the encoding layer. A sequence's encoding does not depend on the others.
 *
 * @returns sequenceCount x encodingSize, row-major, each in [-1, 1]
 * @throws AnalysisError `input.empty`, `input.length-mismatch`, `input.not-finite`,
 *   `parameter.out-of-range` (sequences of other inputs than the model's)
 */
export function encodeSequences(
  model: RecurrentModel,
  batch: SequenceBatch,
  backend: RecurrentBackend = scalarBackend,
): Float64Array {
  const { encodingSize } = model;
  const encodings = new Float64Array(batch.sequenceCount * encodingSize);
  runModel(model, batch, backend, (tiles, results) => {
    tiles.forEach((sequence, place) => {
      if (sequence < 0) return;
      const first = firstOfLane(place, encodingSize);
      for (let unit = 0; unit < encodingSize; unit++) {
        const value = results.encodings[first + unit * laneCount]!;
        encodings[sequence * encodingSize + unit] = value;
      }
    });
  });
  return encodings;
}

/**
 * The probability of the outcome for each sequence.
 *
 * @throws AnalysisError as encodeSequences, and `parameter.out-of-range` for an autoencoder
 */
export function predictOutcome(
  model: RecurrentModel,
  batch: SequenceBatch,
  backend: RecurrentBackend = scalarBackend,
): Float64Array {
  if (model.kind !== 'outcome') {
    throw new AnalysisError(
      'parameter.out-of-range',
      'An autoencoder knows of no outcome.',
      'Fit an outcome network.',
    );
  }
  const probabilities = new Float64Array(batch.sequenceCount);
  runModel(model, batch, backend, (tiles, results) => {
    tiles.forEach((sequence, place) => {
      if (sequence >= 0) probabilities[sequence] = results.probabilities[place]!;
    });
  });
  return probabilities;
}

function runModel(
  model: RecurrentModel,
  batch: SequenceBatch,
  backend: RecurrentBackend,
  visit: (tiles: Int32Array, results: TileResults) => void,
): void {
  requireSequences(batch);
  requireSameInputs(model, batch);
  const runner = backend({ shape: model, batch });
  try {
    runner.setParameters(model.parameters);
    const all = Uint32Array.from({ length: batch.sequenceCount }, (_, sequence) => sequence);
    runTiles(runner, tilesByLength(batch, all), 'encodings', visit);
  } finally {
    runner.close();
  }
}

/** Where the encoding of a lane begins; its units are laneCount apart. */
function firstOfLane(place: number, encodingSize: number): number {
  const lane = place % laneCount;
  return (place - lane) * encodingSize + lane;
}

/** Singles this close are taken for equal. */
const constantSpread = 1e-6;

/** How many units of the encoding have the same value for every sequence of the tiles. */
export function constantEncodingUnits(
  runner: RecurrentRunner,
  tiles: Int32Array,
  encodingSize: number,
): number {
  const least = new Float64Array(encodingSize).fill(Infinity);
  const greatest = new Float64Array(encodingSize).fill(-Infinity);
  runTiles(runner, tiles, 'encodings', (own, { encodings }) => {
    own.forEach((sequence, place) => {
      if (sequence < 0) return;
      const first = firstOfLane(place, encodingSize);
      for (let unit = 0; unit < encodingSize; unit++) {
        const value = encodings[first + unit * laneCount]!;
        least[unit] = Math.min(least[unit]!, value);
        greatest[unit] = Math.max(greatest[unit]!, value);
      }
    });
  });
  return least.filter((value, unit) => greatest[unit]! - value < constantSpread).length;
}

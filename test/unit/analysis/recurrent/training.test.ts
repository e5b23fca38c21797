// Training: what stops it, what it keeps, what it refuses; and that nobody's encoding hangs on others.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { AnalysisError } from '#analysis/analysis-error';
import { createRandom } from '#analysis/random';
import { encodeSequences, predictOutcome } from '#analysis/recurrent/encode-sequences';
import { fitAutoencoder } from '#analysis/recurrent/fit-autoencoder';
import { fitOutcomeNetwork } from '#analysis/recurrent/fit-outcome-network';
import { initialWeights } from '#analysis/recurrent/initial-weights';
import { kernelRecurrent } from '#analysis/recurrent/kernel-runner';
import { networkLayout } from '#analysis/recurrent/parameter-layout';
import {
  defaultOutcomeNetworkParams,
  type RecurrentModel,
  type RecurrentStep,
  type SequenceBatch,
} from '#analysis/recurrent/recurrent-types';
import type { RecurrentBackend } from '#analysis/recurrent/recurrent-backend';
import { scalarBackend } from '#analysis/recurrent/scalar-runner';
import { shuffledTiles, tilesByLength } from '#analysis/recurrent/sequence-tiles';
import { splitSequences } from '#analysis/recurrent/split-sequences';
import { startThreadTeam, type ThreadTeam } from '../../../../src/engine/threads/thread-team.ts';
import { finish } from '../kmeans/blobs.ts';
import { inventSequences, pickSequences } from './invented-sequences.ts';

const threadUrl = new URL('../../../../src/engine/threads/team-thread.ts', import.meta.url);
let team: ThreadTeam;
let backend: RecurrentBackend;
beforeAll(async () => {
  team = await startThreadTeam({ threadCount: 1, threadUrl });
  backend = kernelRecurrent(team);
});
afterAll(() => team.dispose());

const { batch, outcome } = inventSequences(400, 3, 1, [2, 15], 6);
const split = splitSequences(outcome, 1);
const params = { ...defaultOutcomeNetworkParams, cell: 'gru', batchSize: 32 } as const;

function modelOf(kind: RecurrentModel['kind'], cell: RecurrentModel['cell']): RecurrentModel {
  const kindCount = kind === 'outcome' ? 0 : 3;
  const shape = { kind, cell, inputSize: 4, kindCount, hiddenSize: 6, encodingSize: 5 };
  return { ...shape, parameters: initialWeights(shape, 2) };
}

describe('stopping', () => {
  test('overfitting stops early and gives the best epoch back', () => {
    const few = { training: split.training.slice(0, 60), validation: split.validation };
    const eager = { ...params, learningRate: 0.03, epochCount: 200 };
    const fit = finish(fitOutcomeNetwork(batch, outcome, few, eager, backend));
    expect(fit.stoppedEarly).toBe(true);
    expect(fit.bestEpoch).toBeGreaterThan(0);
    expect(fit.epochs).toHaveLength(fit.bestEpoch + params.patience);
    const losses = fit.epochs.map(({ validationLoss }) => validationLoss);
    const best = losses[fit.bestEpoch - 1]!;
    expect(best).toBe(Math.min(...losses));
    expect(best).toBeLessThan(losses.at(-1));
    const p = predictOutcome(fit.model, batch, backend);
    const surprises = Array.from(few.validation, (i) => -Math.log(outcome[i] ? p[i]! : 1 - p[i]!));
    const kept = surprises.reduce((sum, one) => sum + one, 0) / surprises.length;
    expect(kept).toBeCloseTo(best, 5);
  });

  test('a fit cut short says so', () => {
    const fit = finish(
      fitOutcomeNetwork(batch, outcome, split, { ...params, epochCount: 2 }, backend),
    );
    expect(fit.stoppedEarly).toBe(false);
    expect(fit.warnings).toContain('epochs-exhausted');
    expect(fit.epochs.map(({ epoch }) => epoch)).toEqual([1, 2]);
  });

  test('every minibatch is told, and an epoch with its last', () => {
    const steps: RecurrentStep[] = [
      ...fitOutcomeNetwork(batch, outcome, split, { ...params, epochCount: 3 }, backend),
    ];
    const batchCount = Math.ceil(split.training.length / 32);
    expect(steps).toHaveLength(3 * batchCount);
    steps.forEach((step, i) => {
      expect(step.batch).toBe((i % batchCount) + 1);
      expect(step.finishedEpoch !== undefined).toBe(step.batch === batchCount);
    });
  });

  test('stopped midway, it gives its memory back', () => {
    const steps = fitOutcomeNetwork(batch, outcome, split, params, backend);
    steps.next();
    expect(team.usedByteCount).toBeGreaterThan(0);
    steps.return({} as never);
    expect(team.usedByteCount).toBe(0);
  });

  test('a runaway rate is an error, not a NaN', () => {
    const wild = { ...params, learningRate: 1e38, cell: 'simple' } as const;
    expect(() => finish(fitOutcomeNetwork(batch, outcome, split, wild, backend))).toThrow(
      AnalysisError,
    );
  });
});

describe('learning', () => {
  test.each(['simple', 'gru', 'lstm'] as const)('%s: the losses fall', (cell) => {
    const own = { ...params, cell, learningRate: 0.01, epochCount: 12 };
    const { epochs } = finish(fitOutcomeNetwork(batch, outcome, split, own, backend));
    expect(epochs.at(-1)!.trainingLoss).toBeLessThan(0.85 * epochs[0]!.trainingLoss);
  });

  test('an autoencoder’s losses fall', () => {
    const own = { ...params, learningRate: 0.01, epochCount: 12, kindCount: 3 };
    const { epochs } = finish(fitAutoencoder(batch, split, own, backend));
    expect(epochs.at(-1)!.validationLoss).toBeLessThan(0.95 * epochs[0]!.validationLoss);
  });

  test('the seed decides, and decides everything', () => {
    const fitOf = (seed: number) =>
      finish(fitOutcomeNetwork(batch, outcome, split, { ...params, epochCount: 2, seed }, backend));
    expect(fitOf(1)).toEqual(fitOf(1));
    expect(fitOf(1).model.parameters).not.toEqual(fitOf(2).model.parameters);
  });
});

describe('a sequence’s encoding hangs on nobody else', () => {
  test.each([
    ['outcome', 'simple'],
    ['outcome', 'gru'],
    ['outcome', 'lstm'],
    ['autoencoder', 'gru'],
  ] as const)('%s, %s: alone, among others, in another order', (kind, cell) => {
    const model = modelOf(kind, cell);
    for (const own of [scalarBackend, backend]) {
      const together = encodeSequences(model, batch, own);
      const some = [399, 7, 120];
      const picked = encodeSequences(model, pickSequences(batch, some), own);
      some.forEach((sequence, place) => {
        const alone = encodeSequences(model, pickSequences(batch, [sequence]), own);
        expect(alone).toEqual(together.slice(5 * sequence, 5 * sequence + 5));
        expect(alone).toEqual(picked.slice(5 * place, 5 * place + 5));
      });
    }
  });
});

describe('first weights', () => {
  test('state weights have orthonormal rows, input weights keep Glorot’s bound', () => {
    for (const cell of ['simple', 'gru', 'lstm'] as const) {
      const { parameters, ...shape } = modelOf('outcome', cell);
      const { encoder } = networkLayout(shape);
      const { stateColumns, hiddenSize, inputWeights, stateWeights, inputColumns } = encoder;
      const row = (i: number) => {
        const at = stateWeights + i * stateColumns;
        return Array.from(parameters.subarray(at, at + stateColumns));
      };
      for (let i = 0; i < hiddenSize; i++) {
        for (let j = 0; j <= i; j++) {
          const dot = row(i).reduce((sum, value, k) => sum + value * row(j)[k]!, 0);
          expect(dot).toBeCloseTo(i === j ? 1 : 0, 5);
        }
      }
      const limit = Math.sqrt(6 / (4 + inputColumns));
      const inputs = parameters.subarray(inputWeights, stateWeights);
      expect(Math.max(...inputs.map(Math.abs))).toBeLessThanOrEqual(limit + 1e-7);
      const biases = parameters.subarray(encoder.bias, inputWeights);
      const ones = Array.from(biases.keys()).filter((i) => biases[i] === 1);
      expect(ones).toEqual(cell === 'lstm' ? [6, 7, 8, 9, 10, 11] : []);
      expect(biases.filter((value) => value === 0)).toHaveLength(biases.length - ones.length);
    }
  });
});

describe('tiles and splits', () => {
  test('every sequence once, neighbours of nearly one length, another order each epoch', () => {
    const all = Uint32Array.from({ length: 400 }, (_, i) => i);
    const [one, two] = [1, 2].map((seed) => shuffledTiles(batch, all, createRandom(seed)));
    for (const tiles of [one!, two!, tilesByLength(batch, all)]) {
      expect(
        Array.from(tiles)
          .filter((i) => i >= 0)
          .sort((a, b) => a - b),
      ).toEqual([...all]);
    }
    expect(one).not.toEqual(two);
    const lengths = Array.from(one!, (i) => batch.starts[i + 1]! - batch.starts[i]!);
    for (let at = 0; at < lengths.length; at += 8) {
      const tile = lengths.slice(at, at + 8);
      expect(Math.max(...tile) - Math.min(...tile)).toBeLessThanOrEqual(1);
    }
  });

  test('70 : 15 : 15 within each outcome', () => {
    const labels = Uint8Array.from({ length: 1000 }, (_, i) => Number(i % 10 === 0));
    const parts = splitSequences(labels, 3);
    const counts = [parts.training, parts.validation, parts.heldOut].map((part) => [
      part.length,
      part.reduce((sum, i) => sum + labels[i]!, 0),
    ]);
    expect(counts).toEqual([
      [700, 70],
      [150, 15],
      [150, 15],
    ]);
    const everybody = [...parts.training, ...parts.validation, ...parts.heldOut];
    expect(new Set(everybody).size).toBe(1000);
    expect(splitSequences(labels, 3)).toEqual(parts);
    expect(splitSequences(labels, 4)).not.toEqual(parts);
  });
});

describe('bad input is refused', () => {
  const withInput = (index: number, value: number): SequenceBatch => {
    const inputs = batch.inputs.slice();
    inputs[index] = value;
    return { ...batch, inputs };
  };
  const fitWith = (changed: Partial<SequenceBatch>, own: object = {}, labels = outcome) =>
    finish(fitOutcomeNetwork({ ...batch, ...changed }, labels, split, { ...params, ...own }));
  const codeOf = (run: () => unknown) => {
    try {
      run();
    } catch (error) {
      if (error instanceof AnalysisError) return error.code;
      throw error;
    }
    return 'nothing';
  };

  test.each([
    ['no sequences', () => fitWith({ sequenceCount: 0 }), 'input.empty'],
    ['a sequence without steps', () => fitWith({ starts: batch.starts.with(1, 0) }), 'input.empty'],
    ['inputs missing', () => fitWith({ inputs: batch.inputs.slice(4) }), 'input.length-mismatch'],
    [
      'a person with 100,000 events',
      () => fitWith({ sequenceCount: 1, starts: Uint32Array.of(0, 100_000) }),
      'parameter.out-of-range',
    ],
    ['a NaN', () => fitWith(withInput(9, NaN)), 'input.not-finite'],
    ['one outcome', () => fitWith({}, {}, new Uint8Array(400)), 'input.constant-column'],
    ['an outcome of 2', () => fitWith({}, {}, outcome.with(3, 2)), 'input.unknown-label'],
    ['too few outcomes', () => fitWith({}, {}, outcome.slice(1)), 'input.length-mismatch'],
    ['no units', () => fitWith({}, { hiddenSize: 0 }), 'parameter.out-of-range'],
    ['a rate of 0', () => fitWith({}, { learningRate: 0 }), 'parameter.out-of-range'],
    [
      'two kinds at once',
      () => finish(fitAutoencoder(withInput(0, 1), split, { ...params, kindCount: 4 })),
      'input.unknown-label',
    ],
    [
      'other inputs than the model’s',
      () => encodeSequences({ ...modelOf('outcome', 'gru'), inputSize: 5 }, batch),
      'parameter.out-of-range',
    ],
    [
      'probabilities of an autoencoder',
      () => predictOutcome(modelOf('autoencoder', 'gru'), batch),
      'parameter.out-of-range',
    ],
  ] as const)('%s', (_, run, code) => {
    expect(codeOf(run)).toBe(code);
  });

  test('where a bad cell is, is told', () => {
    expect(() => fitWith(withInput(batch.starts[3]! * 4 + 6, Infinity))).toThrow(
      'Input 2 of step 1 of sequence 3 is not a number.',
    );
  });
});

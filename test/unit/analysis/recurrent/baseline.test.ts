// The counting baseline, the paired areas, and the verdict: order found, counts enough, nothing there.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { AnalysisError } from '#analysis/analysis-error';
import { createRandom } from '#analysis/random';
import { compareWithCounting } from '#analysis/recurrent/baseline/compare-with-counting';
import { countFeatures } from '#analysis/recurrent/baseline/count-features';
import { pairedAreas } from '#analysis/recurrent/baseline/delong';
import { fitCountingBaseline } from '#analysis/recurrent/baseline/fit-counting-baseline';
import { predictOutcome } from '#analysis/recurrent/encode-sequences';
import { kernelRecurrent } from '#analysis/recurrent/kernel-runner';
import { fitOutcomeNetwork } from '#analysis/recurrent/fit-outcome-network';
import {
  defaultOutcomeNetworkParams,
  type SequenceBatch,
} from '#analysis/recurrent/recurrent-types';
import { splitSequences } from '#analysis/recurrent/split-sequences';
import { startThreadTeam, type ThreadTeam } from '../../../../src/engine/threads/thread-team.ts';
import { finish } from '../kmeans/blobs.ts';
import { inventSequences } from './invented-sequences.ts';

const threadUrl = new URL('../../../../src/engine/threads/team-thread.ts', import.meta.url);
let team: ThreadTeam;
beforeAll(async () => {
  team = await startThreadTeam({ threadCount: 1, threadUrl });
});
afterAll(() => team.dispose());

describe('counts', () => {
  /** a b a b | b | a a */
  const batch: SequenceBatch = {
    sequenceCount: 3,
    starts: Uint32Array.of(0, 4, 5, 7),
    inputSize: 2,
    inputs: Float32Array.of(1, 0, 0, 1, 1, 0, 0, 1, 0, 1, 1, 0, 1, 0),
  };
  const sequences = { batch, kindNames: ['a', 'b'], training: Uint32Array.of(0, 1, 2) };

  test('kinds, pairs, events, days', () => {
    const days = { tenureDays: Float64Array.of(9, 1, 4), lastGapDays: Float64Array.of(0, 1, 2) };
    const { columns } = countFeatures({ ...sequences, ...days });
    const counts = columns.map(({ name, values }) => [
      name,
      Array.from(values, (value) => Math.round(Math.expm1(value))),
    ]);
    expect(counts).toEqual([
      ['a', [2, 0, 2]],
      ['b', [2, 1, 0]],
      ['a then a', [0, 0, 1]],
      ['a then b', [2, 0, 0]],
      ['b then a', [1, 0, 0]],
      ['events', [4, 1, 2]],
      ['days of tenure', [9, 1, 4]],
      ['days since the last event', [0, 1, 2]],
    ]);
  });

  test('only the most frequent pairs of the training part', () => {
    const { columns } = countFeatures({ ...sequences, training: Uint32Array.of(2) }, 1);
    expect(columns.map(({ name }) => name)).toEqual(['a', 'b', 'a then a', 'events']);
  });
});

test('areas and their variances are those of the definition', () => {
  const random = createRandom(3);
  const outcome = Uint8Array.from({ length: 40 }, () => Number(random.uniform() < 0.4));
  const scores = [0, 1].map((power) =>
    Float64Array.from(outcome, (y) => Math.round(4 * (random.normal() + power * y))),
  );
  const kernel = (x: number, y: number) => (x > y ? 1 : x === y ? 0.5 : 0);
  const mean = (values: number[]) => values.reduce((sum, v) => sum + v, 0) / values.length;
  const sides = scores.map((score) => {
    const of = (label: number) => Array.from(score).filter((_, row) => outcome[row] === label);
    const [positives, negatives] = [of(1), of(0)];
    return {
      positives: positives.map((x) => mean(negatives.map((y) => kernel(x, y)))),
      negatives: negatives.map((y) => mean(positives.map((x) => kernel(x, y)))),
    };
  });
  const covariance = (a: number[], b: number[]) =>
    a.reduce((sum, x, i) => sum + (x - mean(a)) * (b[i]! - mean(b)), 0) / (a.length - 1) / a.length;
  const between = (i: number, j: number) =>
    covariance(sides[i]!.positives, sides[j]!.positives) +
    covariance(sides[i]!.negatives, sides[j]!.negatives);
  const found = pairedAreas(outcome, scores[0]!, scores[1]!);
  [0, 1].forEach((i) => {
    expect(found.areas[i]).toBeCloseTo(mean(sides[i]!.positives), 12);
    expect(found.variances[i]).toBeCloseTo(between(i, i), 12);
  });
  expect(found.covariance).toBeCloseTo(between(0, 1), 12);
});

describe('the verdict', () => {
  const order = inventSequences(2400, 3, 1, [6, 10], 2);
  const params = {
    ...defaultOutcomeNetworkParams,
    cell: 'gru',
    learningRate: 0.02,
    batchSize: 32,
    epochCount: 12,
  } as const;

  function compare(batch: SequenceBatch, outcome: Uint8Array) {
    const split = splitSequences(outcome, 1);
    const backend = kernelRecurrent(team);
    const { model } = finish(fitOutcomeNetwork(batch, outcome, split, params, backend));
    const kindNames = ['a', 'b', 'c'];
    const table = countFeatures({ batch, kindNames, training: split.training });
    const baseline = finish(fitCountingBaseline(table, outcome, split));
    const network = predictOutcome(model, batch, backend);
    return compareWithCounting(outcome, split.heldOut, network, baseline.probabilities);
  }

  test('an outcome that hangs on the order of the last events: network better', () => {
    const { verdict, sentences, difference } = compare(order.batch, order.outcome);
    expect(verdict).toBe('network better');
    expect(difference.low).toBeGreaterThan(0);
    expect(sentences[0]).toContain('better than counting');
  });

  test('an outcome that hangs on how often: no better than counting', () => {
    const { batch } = order;
    const random = createRandom(8);
    const outcome = Uint8Array.from({ length: batch.sequenceCount }, (_, i) => {
      let count = 0;
      for (let t = batch.starts[i]!; t < batch.starts[i + 1]!; t++) {
        count += batch.inputs[t * batch.inputSize]!;
      }
      return Number(count + 0.7 * random.normal() > 2.7);
    });
    const { verdict, baseline } = compare(batch, outcome);
    expect(verdict).toBe('no better than counting');
    expect(baseline.auc.low).toBeGreaterThan(0.8);
  });

  test.each([1, 2, 3])('a shuffled outcome (seed %i): no signal', (seed) => {
    const places = Uint32Array.from(order.outcome.keys());
    createRandom(seed).shuffle(places);
    const { verdict, sentences } = compare(
      order.batch,
      Uint8Array.from(places, (place) => order.outcome[place]!),
    );
    expect(verdict).toBe('no signal');
    expect(sentences[0]).toContain('No signal');
  });

  test('too few of one outcome are refused', () => {
    const scores = new Float64Array(20);
    const outcome = new Uint8Array(20);
    outcome[3] = 1;
    const heldOut = Uint32Array.from(outcome.keys());
    expect(() => compareWithCounting(outcome, heldOut, scores, scores)).toThrow(AnalysisError);
  });
});

// Whitening, maps, k-means, confounders and stability on invented encodings.
import { describe, expect, test } from 'vitest';
import { AnalysisError } from '#analysis/analysis-error';
import { kmeansSegments } from '#analysis/journeys/kmeans-segments';
import { measureConfounders, quantileGroups } from '#analysis/journeys/measure-confounders';
import { measureStability } from '#analysis/journeys/measure-stability';
import { umapMap, defaultUmapParams } from '#analysis/journeys/umap-map';
import {
  applyWhitening,
  defaultWhiteningParams,
  fitWhitening,
  principalMap,
} from '#analysis/journeys/whiten-encodings';
import { defaultKMeansParams } from '#analysis/kmeans/kmeans-types';
import { createRandom } from '#analysis/random';
import { renderSentence } from '#analysis/words/sentence';
import { makeCloud, pointsOf } from '../density/clouds.ts';
import { finish } from '../kmeans/blobs.ts';

/** Two independent directions over five units: one repeated, one in other units, one dead. */
function encodings(rowCount: number) {
  const random = createRandom(5);
  return pointsOf(
    Array.from({ length: rowCount }, () => {
      const [a, b] = [random.normal(), random.normal()];
      return [a, a + 1e-9 * b, 1000 * b, 0.7, 2 * a - 3];
    }),
  );
}

describe('whitening', () => {
  test('dead units are named, repeated directions count once', () => {
    const whitening = fitWhitening(encodings(400), { ...defaultWhiteningParams, deadShare: 1e-9 });
    expect(whitening.dead).toEqual([{ unit: 3, variance: 0 }]);
    expect(whitening.units).toEqual([0, 1, 2, 4]);
    expect(whitening.dimensionCount).toBe(2);
    expect([...whitening.axisShares].slice(0, 2)).toEqual([
      expect.closeTo(0.75, 1),
      expect.closeTo(0.25, 1),
    ]);
    expect(whitening.axisShares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 12);
  });

  test.each(['principal-axes', 'z-score'] as const)('%s: mean 0, variance 1', (method) => {
    const points = makeCloud(300, 4, 12);
    const whitening = fitWhitening(points, { ...defaultWhiteningParams, method });
    const { dimensionCount, values } = applyWhitening(whitening, points);
    for (let a = 0; a < dimensionCount; a++) {
      for (let b = 0; b <= a; b++) {
        let sum = 0;
        let product = 0;
        for (let row = 0; row < 300; row++) {
          sum += values[row * dimensionCount + a]!;
          product += values[row * dimensionCount + a]! * values[row * dimensionCount + b]!;
        }
        expect(sum / 300).toBeCloseTo(0, 10);
        if (a === b) expect(product / 300).toBeCloseTo(1, 9);
        else if (method === 'principal-axes') expect(product / 300).toBeCloseTo(0, 9);
      }
    }
  });

  test('a unit in other units than the rest does not rule', () => {
    const points = encodings(200);
    const larger = {
      ...points,
      values: points.values.map((value, i) => (i % 5 === 2 ? 1e3 * value : value)),
    };
    const params = { ...defaultWhiteningParams, deadShare: 0 };
    const plain = applyWhitening(fitWhitening(points, params), points);
    const scaled = applyWhitening(fitWhitening(larger, params), larger);
    plain.values.forEach((value, i) => expect(scaled.values[i]).toBeCloseTo(value, 6));
  });

  test('the map shows the axes that explain most', () => {
    const points = encodings(300);
    const whitening = fitWhitening(points, { ...defaultWhiteningParams, deadShare: 1e-9 });
    const { x, y, explained } = principalMap(whitening, points);
    expect(explained[0]).toBe(whitening.axisShares[0]);
    const variance = (values: Float64Array) => values.reduce((sum, v) => sum + v * v, 0) / 300;
    expect(variance(x)).toBeCloseTo(4 * explained[0], 9);
    expect(variance(y)).toBeCloseTo(4 * explained[1], 9);
  });

  test.each([
    [
      'equal encodings',
      pointsOf([
        [1, 2],
        [1, 2],
      ]),
      'input.constant-column',
    ],
    ['one person', pointsOf([[1, 2]]), 'input.too-few-rows'],
    [
      'a missing cell',
      pointsOf([
        [1, 2],
        [NaN, 3],
      ]),
      'input.not-finite',
    ],
  ])('%s are refused', (_, points, code) => {
    try {
      fitWhitening(points);
      expect.unreachable();
    } catch (error) {
      expect((error as AnalysisError).code).toBe(code);
    }
  });

  test('encodings of another model are refused', () => {
    const whitening = fitWhitening(makeCloud(50, 3, 1));
    expect(() => applyWhitening(whitening, makeCloud(50, 4, 1))).toThrow(AnalysisError);
  });
});

describe('UMAP', () => {
  const points = makeCloud(120, 4, 2);

  test('the same seed gives the same map, another one another', () => {
    const first = finish(umapMap(points));
    expect(first.rows).toHaveLength(120);
    expect(first.sampled).toBe(false);
    expect([...first.x, ...first.y].every(Number.isFinite)).toBe(true);
    expect(finish(umapMap(points))).toEqual(first);
    expect(finish(umapMap(points, { ...defaultUmapParams, seed: 1 })).x).not.toEqual(first.x);
  });

  test('above the greatest size it is a sample, and it can be stopped at every epoch', () => {
    const steps = umapMap(points, { ...defaultUmapParams, greatestRowCount: 60 });
    const first = steps.next();
    expect(first.value).toMatchObject({ epoch: 0 });
    const map = finish(steps);
    expect(map.rows).toHaveLength(60);
    expect(map.sampled).toBe(true);
  });

  test('three people are no map', () => {
    expect(() => finish(umapMap(makeCloud(3, 2, 1)))).toThrow(AnalysisError);
  });
});

test('k-means finds clouds that lie apart', () => {
  const points = pointsOf(Array.from({ length: 60 }, (_, i) => [100 * (i % 3), i / 60]));
  const { labels, model } = finish(kmeansSegments(points, { ...defaultKMeansParams, k: 3 }));
  expect(model.converged).toBe(true);
  labels.forEach((label, row) => expect(label).toBe(labels[row % 3]));
});

describe('confounders', () => {
  const random = createRandom(3);
  const length = Float64Array.from({ length: 2000 }, () => 1 + random.integerBelow(60));
  const tenure = Float64Array.from({ length: 2000 }, () => 300 * random.uniform());

  test('segments that are nothing but lengths are told', () => {
    const labels = quantileGroups(length, 4);
    const report = measureConfounders(labels, 4, { length, tenure }, 1);
    expect(report.verdict).toBe('mostly');
    expect(report.accuracy.mean).toBeGreaterThan(0.85);
    expect(report.lengthAgreement).toBe(1);
    expect(Math.abs(report.tenureAgreement)).toBeLessThan(0.02);
    expect(renderSentence(report.sentence)).toContain('little more than length and tenure');
  });

  test('segments that have nothing to do with them are told too', () => {
    const labels = Int32Array.from(length, () => random.integerBelow(3));
    const report = measureConfounders(labels, 3, { length, tenure }, 1);
    expect(report.verdict).toBe('hardly');
    expect(report.skill).toBeLessThan(0.05);
    expect(Math.abs(report.lengthAgreement)).toBeLessThan(0.02);
  });

  test('people without a segment take no part', () => {
    const labels = quantileGroups(length, 2).map((label, person) => (person < 500 ? -1 : label));
    expect(measureConfounders(labels, 2, { length, tenure }, 1).personCount).toBe(1500);
  });

  test('one segment for all is no puzzle: skill 0, not 0 / 0', () => {
    const report = measureConfounders(new Int32Array(2000), 1, { length, tenure }, 1);
    expect(report.majority).toBe(1);
    expect(report.skill).toBe(0);
  });

  test('too few people are refused', () => {
    const labels = new Int32Array(2000).fill(-1).fill(0, 0, 10);
    expect(() => measureConfounders(labels, 1, { length, tenure }, 1)).toThrow(AnalysisError);
  });
});

describe('stability over seeds', () => {
  const labels = Int32Array.from({ length: 300 }, (_, i) => i % 3);
  const clustering = (seed: number, own: ArrayLike<number>, segmentCount = 3) => ({
    seed,
    labels: own,
    segmentCount,
  });

  test('the same segments under other numbers agree fully', () => {
    const turned = labels.map((label) => (label + 1) % 3);
    const found = measureStability([clustering(1, labels), clustering(2, turned)]);
    expect(found).toMatchObject({ mean: 1, least: 1, verdict: 'stable', seeds: [1, 2] });
  });

  test('unrelated segments do not', () => {
    const random = createRandom(9);
    const other = labels.map(() => random.integerBelow(3));
    const found = measureStability([clustering(1, labels), clustering(2, other)]);
    expect(Math.abs(found.mean)).toBeLessThan(0.05);
    expect(found.verdict).toBe('unstable');
    expect(renderSentence(found.sentence)).toContain('do not come back');
  });

  test('leaving people out is a difference', () => {
    const sparse = labels.map((label, i) => (i % 2 === 0 ? -1 : label));
    const found = measureStability([clustering(1, labels), clustering(2, sparse)]);
    expect(found.mean).toBeLessThan(0.8);
  });

  test('a single clustering says nothing about stability', () => {
    expect(() => measureStability([clustering(1, labels)])).toThrow(AnalysisError);
  });
});

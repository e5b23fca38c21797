// LIME of models whose workings are known; its fit and stability.
import { describe, expect, test } from 'vitest';
import { explainByLime, prepareLime } from '#analysis/explanations/lime/lime';
import { defaultLimeParams } from '#analysis/explanations/lime/lime-types';
import { fitWeightedRidge } from '#analysis/explanations/lime/weighted-ridge';
import { binColumn, describeBin } from '#analysis/explanations/lime/quartile-bins';
import type { Predict } from '#analysis/explanations/predict';
import { finish } from '../kmeans/blobs.ts';
import { plantedPredict, plantedTable } from './planted-model.ts';

const training = plantedTable(800, 1, 5);
const params = { ...defaultLimeParams, sampleCount: 2000 };

function explain(predict: Predict, row: number, overrides = {}) {
  const all = { ...params, ...overrides };
  return finish(explainByLime(predict, prepareLime(training), training, row, 2, all));
}

describe('a planted model', () => {
  const row = training.columns[0]!.values.findIndex((value) => value > 1);
  const [first, second] = explain(plantedPredict, row);

  test('the strong feature comes first and speaks for the class', () => {
    expect(second!.weights[0]).toMatchObject({ feature: 0, topShare: 1 });
    expect(second!.weights[0]!.weight).toBeGreaterThan(0.1);
    expect(second!.weights[0]!.condition).toMatch(/^strong > 0\.\d+$/);
    expect(second!.probability).toBe(plantedPredict(training)[2 * row + 1]);
    expect(second!.rSquared.mean).toBeGreaterThan(0.3);
    expect(second!.rSquared.least).toBeLessThanOrEqual(second!.rSquared.mean);
  });

  test('two classes mirror each other', () => {
    second!.weightOfFeature.forEach((weight, j) =>
      expect(first!.weightOfFeature[j]).toBeCloseTo(-weight, 10),
    );
  });

  test('the same seed gives the same numbers, and with five features all tops agree', () => {
    expect(explain(plantedPredict, row)).toEqual([first, second]);
    expect(explain(plantedPredict, row, { seed: 1 })).not.toEqual([first, second]);
    expect(second!.topOverlap).toBe(1);
  });
});

test('a model that ignores the row has no weights, and no fit to boast of', () => {
  const constant: Predict = ({ rowCount }) => new Float64Array(2 * rowCount).fill(0.5);
  const [explanation] = explain(constant, 0);
  expect(Math.max(...explanation!.weightOfFeature.map(Math.abs))).toBeLessThan(1e-12);
  expect(explanation!.rSquared).toEqual({ mean: 0, least: 0, greatest: 0 });
});

test('a model linear in the bins is found exactly', () => {
  const bins = binColumn(training.columns[1]!);
  const own = bins.binOfRow[7]!;
  const predict: Predict = ({ rowCount, columns }) => {
    const probabilities = new Float64Array(2 * rowCount);
    for (let row = 0; row < rowCount; row++) {
      const value = columns[1]!.values[row]!;
      const edge = bins.edges.findIndex((limit) => value <= limit);
      const isOwn = (edge < 0 ? bins.edges.length : edge) === own;
      probabilities[2 * row + 1] = isOwn ? 0.8 : 0.3;
      probabilities[2 * row] = 1 - probabilities[2 * row + 1]!;
    }
    return probabilities;
  };
  const [, second] = explain(predict, 7, { featureCount: 1 });
  expect(second!.weights).toHaveLength(1);
  expect(second!.weights[0]!.feature).toBe(1);
  // The penalty of 1 shrinks 0.5 a little.
  expect(second!.weights[0]!.weight).toBeGreaterThan(0.49);
  expect(second!.weights[0]!.weight).toBeLessThan(0.5);
  expect(second!.rSquared.mean).toBeGreaterThan(0.999);
});

test('ridge without weights or penalty to speak of is least squares', () => {
  const x = Float64Array.of(0, 1, 2, 3);
  const fit = fitWeightedRidge(
    [x],
    Float64Array.of(1, 3, 5, 7),
    new Float64Array(4).fill(1),
    1e-12,
  );
  expect(fit.coefficients[0]).toBeCloseTo(2, 10);
  expect(fit.intercept).toBeCloseTo(1, 10);
  expect(fit.rSquared).toBeCloseTo(1, 10);
});

test('bins in words', () => {
  const column = { name: 'x', kind: 'continuous', levels: [] } as const;
  const values = Float64Array.of(1, 2, 3, 4, 5, NaN);
  const bins = binColumn({ ...column, values });
  expect(Array.from(bins.binOfRow)).toEqual([0, 0, 1, 2, 3, 4]);
  const words = [0, 1, 3, 4].map((bin) => describeBin({ ...column, values }, bins, bin));
  expect(words).toEqual(['x <= 2', '2 < x <= 3', 'x > 4', 'x is missing']);
  const same = Float64Array.of(7, 7, 7);
  expect(binColumn({ ...column, values: same }).edges).toEqual([7]);
});

test('a model that gives no number is refused', () => {
  const broken: Predict = ({ rowCount }) => new Float64Array(2 * rowCount).fill(NaN);
  expect(() => explain(broken, 0)).toThrow(/NaN as a probability/);
  expect(() => explain(plantedPredict, 0, { sampleCount: 1 })).toThrow(/number of neighbours/);
});

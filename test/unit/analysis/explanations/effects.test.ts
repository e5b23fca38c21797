// Partial dependence and accumulated local effects of models whose workings are known.
import { describe, expect, test } from 'vitest';
import { accumulatedLocalEffects } from '#analysis/explanations/effects/accumulated-local-effects';
import { orderLevels } from '#analysis/explanations/effects/level-order';
import {
  defaultPartialDependenceParams,
  partialDependence,
} from '#analysis/explanations/effects/partial-dependence';
import type { Predict } from '#analysis/explanations/predict';
import type { FeatureColumn, FeatureTable } from '#analysis/supervised/feature-table';
import { createRandom } from '#analysis/random';
import { finish } from '../kmeans/blobs.ts';
import { plantedPredict, plantedTable } from './planted-model.ts';

function tableOf(...columns: FeatureColumn[]): FeatureTable {
  return { rowCount: columns[0]!.values.length, columns };
}

function continuous(name: string, values: Float64Array): FeatureColumn {
  return { name, kind: 'continuous', values, levels: [] };
}

/** The second class's probability is a function of the row's values. */
function predictBy(score: (values: number[]) => number): Predict {
  return ({ rowCount, columns }) => {
    const probabilities = new Float64Array(2 * rowCount);
    for (let row = 0; row < rowCount; row++) {
      const second = score(columns.map(({ values }) => values[row]!));
      probabilities[2 * row] = 1 - second;
      probabilities[2 * row + 1] = second;
    }
    return probabilities;
  };
}

describe('partial dependence', () => {
  const table = plantedTable(400, 1);
  const params = { ...defaultPartialDependenceParams, rowCount: 200, curveCount: 30 };

  test('the mean rises with a strong feature, and the model’s own value lies on each curve', () => {
    const found = finish(partialDependence(plantedPredict, table, 0, 2, params));
    const rising = found.mean.subarray(20, 40);
    expect(found.grid).toHaveLength(20);
    expect(found.sampleCount).toBe(200);
    for (let g = 1; g < 20; g++) expect(rising[g]).toBeGreaterThan(rising[g - 1]!);
    found.curveRows.forEach((row, i) => {
      const weak = table.columns[1]!.values[row]!;
      const expected = 1 / (1 + Math.exp(-3 * found.grid[7]! - weak));
      expect(found.curves[(30 + i) * 20 + 7]).toBeCloseTo(expected, 12);
      expect(found.centredCurves[(30 + i) * 20]).toBe(0);
    });
  });

  test('a 0/1 column and a feature that the model ignores', () => {
    const found = finish(partialDependence(plantedPredict, table, 4, 2, params));
    expect([...found.grid]).toEqual([0, 1]);
    expect(found.mean[0]).toBe(found.mean[1]);
  });

  test('a feature without values is refused', () => {
    const empty = tableOf(continuous('x', new Float64Array(3).fill(NaN)));
    expect(() => finish(partialDependence(plantedPredict, empty, 0, 2, params))).toThrow(
      /no values/,
    );
  });
});

describe('accumulated local effects', () => {
  const random = createRandom(3);
  const x = Float64Array.from({ length: 3000 }, () => random.uniform());
  const twin = x.map((value) => value + 0.01 * random.normal());

  test('a linear effect comes out with its slope, centred on the rows', () => {
    const predict = predictBy(([value]) => 0.2 + 0.5 * value!);
    const table = tableOf(continuous('x', x));
    const { grid, effects, counts } = accumulatedLocalEffects(predict, table, 0, 2);
    const length = grid.length;
    expect(effects[2 * length - 1]! - effects[length]!).toBeCloseTo(
      0.5 * (grid[length - 1]! - grid[0]!),
      12,
    );
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(3000);
    let mean = 0;
    x.forEach((value) => (mean += (0.5 * value) / 3000));
    expect(effects[length]! + mean - 0.5 * grid[0]!).toBeCloseTo(0, 2);
  });

  test('of two features that go together each keeps its own effect', () => {
    const predict = predictBy(([value]) => value! ** 2 / 2);
    const table = tableOf(continuous('x', x), continuous('twin', twin));
    const second = accumulatedLocalEffects(predict, table, 1, 2);
    expect(Math.max(...second.effects.map(Math.abs))).toBe(0);
  });

  test('levels are ordered by likeness, and their effects are the model’s', () => {
    const level = Float64Array.from(
      x,
      (value) =>
        [1, 0, 2][Math.floor(3 * Math.min(0.99, Math.max(0, value + 0.1 * random.normal())))]!,
    );
    const table = tableOf(
      { name: 'plan', kind: 'categorical', values: level, levels: ['b', 'a', 'c'] },
      continuous('x', x),
    );
    expect(orderLevels(table, 0)).toEqual([1, 0, 2]);
    const predict = predictBy(([value]) => [0.5, 0.1, 0.7][value!]!);
    const { grid, effects } = accumulatedLocalEffects(predict, table, 0, 2);
    expect([...grid]).toEqual([1, 0, 2]);
    expect(effects[4]! - effects[3]!).toBeCloseTo(0.4, 12);
    expect(effects[5]! - effects[4]!).toBeCloseTo(0.2, 12);
  });

  test('a constant feature has one effect of 0; missing rows are left out', () => {
    const constant = Float64Array.of(3, 3, NaN);
    const found = accumulatedLocalEffects(
      plantedPredict,
      {
        rowCount: 3,
        columns: plantedTable(3, 1).columns.map((column, j) =>
          j === 3 ? continuous('idle', constant) : column,
        ),
      },
      3,
      2,
    );
    expect([...found.effects]).toEqual([0, 0]);
    expect([...found.counts].reduce((sum, count) => sum + count, 0)).toBe(2);
  });
});

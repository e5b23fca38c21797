// Permutation importance of a model whose workings are known, and the groups that are permuted together.
import { describe, expect, test } from 'vitest';
import { association, associatedGroups, associatedPairs } from '#analysis/explanations/association';
import { permutationImportance } from '#analysis/explanations/permutation/permutation-importance';
import { scorePredictions } from '#analysis/explanations/permutation/prediction-scores';
import type { FeatureColumn } from '#analysis/supervised/feature-table';
import { finish } from '../kmeans/blobs.ts';
import { plantedLabels, plantedPredict, plantedTable } from './planted-model.ts';

function importance(repeatCount: number, seed: number) {
  const table = plantedTable(1500, 1);
  const labels = plantedLabels(table, 2);
  const steps = permutationImportance(plantedPredict, table, labels, 2, { repeatCount, seed });
  return finish(steps);
}

describe('a planted model', () => {
  const found = importance(30, 4);
  const [strong, weak, copy, idle, flag] = found.features;

  test('what matters more is worth more, what the model ignores nothing', () => {
    expect(strong!.logLoss.low).toBeGreaterThan(weak!.logLoss.high);
    expect(weak!.logLoss.low).toBeGreaterThan(0);
    expect(strong!.balancedAccuracy.mean).toBeGreaterThan(weak!.balancedAccuracy.mean);
    for (const ignored of [copy, idle, flag]) {
      expect(ignored!.logLoss).toMatchObject({ mean: 0, low: 0, high: 0, count: 30 });
    }
  });

  test('the copy and its original are permuted as a group too', () => {
    expect(found.pairs).toMatchObject([{ first: 0, second: 2 }]);
    expect(found.groups.map(({ name }) => name)).toEqual(['strong + copy']);
    expect(found.groups[0]!.logLoss).toEqual(strong!.logLoss);
  });

  test('the same seed gives the same numbers, another one others', () => {
    expect(importance(30, 4)).toEqual(found);
    expect(importance(30, 5).features[0]!.logLoss.mean).not.toBe(strong!.logLoss.mean);
  });
});

test('log-loss and balanced accuracy of a worked example', () => {
  const probabilities = Float64Array.of(0.5, 0.25, 0.25, 0.2, 0.2, 0.6, 0.4, 0.4, 0.2);
  const { logLoss, balancedAccuracy } = scorePredictions(probabilities, [0, 0, 1], 3);
  expect(logLoss).toBeCloseTo(-(Math.log(0.5) + Math.log(0.2) + Math.log(0.4)) / 3, 14);
  expect(balancedAccuracy).toBe(0.25);
  const certain = scorePredictions(Float64Array.of(0, 1), [0], 2);
  expect(certain.logLoss).toBeCloseTo(-Math.log(2 ** -52), 10);
});

function categorical(...values: number[]): FeatureColumn {
  return { name: 'c', kind: 'categorical', values: Float64Array.from(values), levels: ['a', 'b'] };
}

function numeric(...values: number[]): FeatureColumn {
  return { name: 'x', kind: 'continuous', values: Float64Array.from(values), levels: [] };
}

test('association of every pair of kinds', () => {
  const halves = categorical(0, 0, 1, 1);
  expect(association(numeric(1, 2, 3, 4), numeric(8, 6, 4, 2))).toBeCloseTo(1, 14);
  expect(association(halves, categorical(1, 1, 0, 0))).toBeCloseTo(1, 14);
  expect(association(halves, categorical(0, 1, 0, 1))).toBe(0);
  expect(association(halves, numeric(3, 3, 5, 5))).toBeCloseTo(1, 14);
  // Variance between the halves 4, within 1: the ratio is the root of 4 / 5.
  expect(association(numeric(1, 3, 5, 7), halves)).toBeCloseTo(Math.sqrt(0.8), 14);
  expect(association(numeric(1, 1, 1, 1), halves)).toBe(0);
  expect(association(numeric(1, NaN, NaN, 2), halves)).toBe(0);
  expect(association(categorical(0, 0, 0, 0), halves)).toBe(0);
});

test('chains of pairs make one group', () => {
  const pair = (first: number, second: number) => ({ first, second, strength: 1 });
  expect(associatedGroups(6, [pair(3, 4), pair(0, 4), pair(1, 2)])).toEqual([
    [0, 3, 4],
    [1, 2],
  ]);
  expect(associatedGroups(3, [])).toEqual([]);
  expect(associatedPairs(plantedTable(300, 3, 3))).toEqual([]);
});

test.each([
  ['one row', 1, [0], 'input.too-few-rows'],
  ['a label beyond the classes', 3, [0, 2, 1], 'input.unknown-label'],
  ['too few labels', 3, [0, 1], 'input.length-mismatch'],
] as const)('%s is refused', (_, rowCount, labels, code) => {
  const steps = permutationImportance(plantedPredict, plantedTable(rowCount, 1), [...labels], 2);
  expect(() => finish(steps)).toThrow(expect.objectContaining({ code }) as Error);
});

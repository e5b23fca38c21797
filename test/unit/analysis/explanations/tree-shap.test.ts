// TreeSHAP against Shapley values by their definition, and its run-time proof.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { AnalysisError } from '#analysis/analysis-error';
import { chooseBackground } from '#analysis/explanations/tree-shap/choose-background';
import { gaussLegendre } from '#analysis/explanations/tree-shap/gauss-legendre';
import {
  createTreeExplainer,
  explainRow,
  explainTrees,
} from '#analysis/explanations/tree-shap/tree-explainer';
import { shapRow } from '#analysis/explanations/tree-shap/tree-shap-types';
import {
  bruteForceShapley,
  interventionalGame,
  pathDependentGame,
  randomEnsemble,
  randomTable,
} from './random-ensemble.ts';

const featureCount = 6;
const links = ['softmax', 'average', 'shares'] as const;

function smallCase(seed: number, kind: (typeof links)[number], depth: number) {
  const table = randomTable(30, featureCount, seed);
  const isDistribution = kind === 'shares';
  const link = kind === 'softmax' ? 'softmax' : 'average';
  const rest = { leafChance: 0.2, isDistribution } as const;
  const shape = { featureCount, treeCount: 4, depth, classCount: 3, link, ...rest } as const;
  return { table, ensemble: randomEnsemble(shape, table, seed + 1) };
}

test('a rule of n points integrates powers up to 2 n - 1', () => {
  for (let count = 1; count <= 12; count++) {
    const { points, weights } = gaussLegendre(count);
    for (let power = 0; power < 2 * count; power++) {
      const sum = points.reduce((total, t, i) => total + weights[i]! * t ** power, 0);
      expect(sum).toBeCloseTo(1 / (power + 1), 13);
    }
  }
});

describe('equals Shapley values over all subsets, missing and categorical splits included', () => {
  test.each(links)('path-dependent, %s', (link) => {
    fc.assert(
      fc.property(fc.nat(), fc.integer({ min: 0, max: 8 }), (seed, depth) => {
        const { table, ensemble } = smallCase(seed, link, depth);
        const shap = explainRow(createTreeExplainer(ensemble, { mode: 'path-dependent' }), table);
        for (let row = 0; row < 3; row++) {
          const game = (known: number) => pathDependentGame(ensemble, table, row, known);
          const expected = bruteForceShapley(featureCount, 3, game);
          expected.forEach((values, k) =>
            shapRow(shap, k, row).forEach((value, j) => expect(value).toBeCloseTo(values[j]!, 10)),
          );
        }
      }),
      { numRuns: 40 },
    );
  });

  test.each(links)('interventional, %s', (link) => {
    fc.assert(
      fc.property(fc.nat(), fc.integer({ min: 0, max: 8 }), (seed, depth) => {
        const { table, ensemble } = smallCase(seed, link, depth);
        const background = randomTable(40, featureCount, seed + 2);
        const explainer = createTreeExplainer(ensemble, { mode: 'interventional', background });
        const shap = explainRow(explainer, table);
        for (let row = 0; row < 2; row++) {
          const game = (known: number) =>
            interventionalGame(ensemble, table, row, background, known);
          const expected = bruteForceShapley(featureCount, 3, game);
          expected.forEach((values, k) =>
            shapRow(shap, k, row).forEach((value, j) => expect(value).toBeCloseTo(values[j]!, 10)),
          );
        }
      }),
      { numRuns: 20 },
    );
  });
});

test('a branch that no training row took counts for nothing unless the row takes it', () => {
  const { table, ensemble } = smallCase(5, 'softmax', 4);
  const { cover, feature, left } = ensemble;
  cover.fill(0);
  // All training rows end in the leftmost leaf of every tree.
  for (let tree = 0; tree < 4; tree++) {
    let node = ensemble.treeStarts[tree]!;
    for (; feature[node]! >= 0; node = left[node]!) cover[node] = 10;
    cover[node] = 10;
  }
  const shap = explainRow(createTreeExplainer(ensemble, { mode: 'path-dependent' }), table);
  for (let row = 0; row < 3; row++) {
    const game = (known: number) => pathDependentGame(ensemble, table, row, known);
    bruteForceShapley(featureCount, 3, game).forEach((values, k) =>
      shapRow(shap, k, row).forEach((value, j) => expect(value).toBeCloseTo(values[j]!, 10)),
    );
  }
});

test('covers that no tree can have are refused', () => {
  const { ensemble } = smallCase(5, 'softmax', 4);
  ensemble.cover[1] = NaN;
  expect(() => createTreeExplainer(ensemble, { mode: 'path-dependent' })).toThrow(AnalysisError);
});

test('values that do not add up are refused', () => {
  const { table, ensemble } = smallCase(7, 'softmax', 3);
  const explainer = createTreeExplainer(ensemble, { mode: 'path-dependent' });
  const wrong = { ...explainer, base: explainer.base.map((value) => value + 1e-6) };
  expect(() => explainRow(wrong, table)).toThrow(/add up/);
});

test('awkward tables are refused', () => {
  const { table, ensemble } = smallCase(7, 'softmax', 3);
  const none = randomTable(0, featureCount, 1);
  const narrow = randomTable(5, featureCount - 1, 1);
  const explainer = createTreeExplainer(ensemble, { mode: 'path-dependent' });
  expect(() => createTreeExplainer(ensemble, { mode: 'interventional', background: none })).toThrow(
    /no background rows/,
  );
  expect(() => explainRow(explainer, narrow)).toThrow(/5 columns/);
  expect([...explainTrees(explainer, table)]).toEqual([0.25, 0.5, 0.75, 1]);
});

test('the background is a stratified sample of the training rows, the same for the same seed', () => {
  const labels = Array.from({ length: 1000 }, (_, row) => (row < 3 ? 2 : row % 4 === 0 ? 1 : 0));
  const rows = Uint32Array.from({ length: 900 }, (_, i) => i);
  const taken = chooseBackground(rows, labels, 3, 200, 1);
  expect(taken).toHaveLength(200);
  expect(new Set(taken).size).toBe(200);
  expect(Math.max(...taken)).toBeLessThan(900);
  const counts = [0, 0, 0];
  taken.forEach((row) => counts[labels[row]!]!++);
  expect(counts[2]).toBe(1);
  expect(counts[1]! / 200).toBeCloseTo(0.25, 1);
  expect(chooseBackground(rows, labels, 3, 200, 1)).toEqual(taken);
  expect(chooseBackground(rows, labels, 3, 200, 2)).not.toEqual(taken);
});

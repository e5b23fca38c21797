// SHAP values against shap, partial dependence and weighted ridge against scikit-learn
// (make-numbers.py), to 1e-10; shap keeps the weights of interventional games in single precision, so
// that its values are right to 1e-7 only, while unit tests hold ours against all subsets to 1e-10.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { partialDependence } from '#analysis/explanations/effects/partial-dependence';
import { fitWeightedRidge } from '#analysis/explanations/lime/weighted-ridge';
import { createTreeExplainer, explainTrees } from '#analysis/explanations/tree-shap/tree-explainer';
import { shapColumn } from '#analysis/explanations/tree-shap/tree-shap-types';
import { predictProbabilities } from '#analysis/supervised/tree-ensemble';
import { startThreadTeam, type ThreadTeam } from '../../../src/engine/threads/thread-team.ts';
import { finish } from '../../unit/analysis/kmeans/blobs.ts';
import numbers from './numbers.json' with { type: 'json' };
import { numericTable, readEnsemble } from './read-ensemble.ts';

const threadUrl = new URL('../../../src/engine/threads/team-thread.ts', import.meta.url);
let team: ThreadTeam;
beforeAll(async () => {
  team = await startThreadTeam({ threadCount: 1, threadUrl });
});
afterAll(() => team.dispose());

const tolerance = 1e-10;
const singlePrecision = 1e-7;
const background = numericTable(numbers.rows.slice(0, numbers.backgroundRowCount));
const explained = numericTable(numbers.rows.slice(numbers.firstExplained));

describe.each([
  ['plain TypeScript', () => undefined],
  ['the kernels', () => team],
])('%s', (_, teamOf) => {
  test.each(numbers.cases)('SHAP of a $name', ({ mode, ensemble, values, base }) => {
    const explainer = createTreeExplainer(
      readEnsemble(ensemble),
      mode === 'interventional'
        ? { mode: 'interventional', background }
        : { mode: 'path-dependent' },
    );
    const shap = finish(explainTrees(explainer, explained, teamOf()));
    expect(shap.base).toHaveLength(base.length);
    shap.base.forEach((value, k) => expect(Math.abs(value - base[k]!)).toBeLessThan(tolerance));
    const allowed = mode === 'interventional' ? singlePrecision : tolerance;
    values.forEach((features, row) =>
      features.forEach((classes, j) =>
        classes.forEach((value, k) => {
          expect(Math.abs(shapColumn(shap, k, j)[row]! - value)).toBeLessThan(allowed);
        }),
      ),
    );
  });
});

test('partial dependence of a random forest', () => {
  const { ensemble } = numbers.cases[0]!;
  const { feature, grid, average } = numbers.dependence;
  const forest = readEnsemble(ensemble);
  const table = numericTable(numbers.rows);
  // Quantiles here, equal steps there: the curve is looked at where their grid is.
  const column = { ...table.columns[feature]!, values: Float64Array.from(grid) };
  for (const [g, value] of grid.entries()) {
    const constant = { ...column, values: new Float64Array(table.rowCount).fill(value) };
    const columns = table.columns.map((other, j) => (j === feature ? constant : other));
    const found = finish(
      partialDependence(
        (rows) => predictProbabilities(forest, rows),
        { rowCount: table.rowCount, columns },
        feature,
        3,
        { gridCount: 2, rowCount: 1000, curveCount: 1, seed: 0 },
      ),
    );
    for (let k = 0; k < 3; k++) {
      expect(Math.abs(found.mean[k]! - average[k]![g]!)).toBeLessThan(tolerance);
    }
  }
});

test('weighted ridge', () => {
  const { columns, target, weights, coefficients, intercept, rSquared } = numbers.ridge;
  const fit = fitWeightedRidge(
    columns.map((values) => Float64Array.from(values)),
    Float64Array.from(target),
    Float64Array.from(weights),
    1,
  );
  coefficients.forEach((value, j) => expect(fit.coefficients[j]).toBeCloseTo(value, 12));
  expect(fit.intercept).toBeCloseTo(intercept, 12);
  expect(fit.rSquared).toBeCloseTo(rSquared, 12);
});

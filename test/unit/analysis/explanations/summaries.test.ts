// Linear SHAP, agreement of importances, and what pictures need.
import { describe, expect, test } from 'vitest';
import { associatedPairs } from '#analysis/explanations/association';
import { compareImportances, limeImportance } from '#analysis/explanations/compare-importances';
import { explainLogistic } from '#analysis/explanations/linear/explain-logistic';
import { explainLinear } from '#analysis/explanations/linear/linear-shap';
import {
  meanAbsoluteShap,
  shapImportance,
  valueShades,
} from '#analysis/explanations/shap-summaries';
import { createTreeExplainer, explainRow } from '#analysis/explanations/tree-shap/tree-explainer';
import { shapColumn, shapRow } from '#analysis/explanations/tree-shap/tree-shap-types';
import { fitLogistic } from '#analysis/supervised/logistic/fit-logistic';
import { defaultLogisticParams } from '#analysis/supervised/logistic/logistic-types';
import { finish } from '../kmeans/blobs.ts';
import { plantedLabels, plantedTable } from './planted-model.ts';
import { randomEnsemble, randomTable } from './random-ensemble.ts';

describe('a linear model', () => {
  const model = {
    classCount: 2,
    featureCount: 2,
    intercepts: Float64Array.of(1, -1),
    coefficients: Float64Array.of(2, 3, 4, 0, -1, -2),
    featureOfColumn: [0, 1, 1],
  };
  const design = {
    rowCount: 2,
    columns: [Float64Array.of(1, 2), Float64Array.of(0, 1), Float64Array.of(1, 0)],
  };

  test('values are coefficient times distance from the mean, added up by feature', () => {
    const shap = explainLinear(model, design, Float64Array.of(1.5, 0.5, 0.5));
    expect([...shapRow(shap, 0, 0)]).toEqual([-1, -1.5 + 2]);
    expect([...shapRow(shap, 1, 1)]).toEqual([0, -0.5 + 1]);
    expect([...shap.base]).toEqual([1 + 3 + 1.5 + 2, -1 - 0.5 - 1]);
    expect(() => explainLinear(model, design, Float64Array.of(1))).toThrow(/meet/);
  });

  test('of a fitted logistic regression', () => {
    const table = plantedTable(500, 1, 3);
    const steps = fitLogistic(table, plantedLabels(table, 2), 2, defaultLogisticParams);
    const shap = explainLogistic(finish(steps), table, table);
    const importance = shapImportance(shap);
    expect(importance[0]).toBeGreaterThan(2 * importance[1]!);
    // Means of the background: the contributions of its own rows cancel.
    for (let j = 0; j < 5; j++) {
      const sum = shapColumn(shap, 1, j).reduce((total, value) => total + value, 0);
      expect(sum).toBeCloseTo(0, 9);
    }
  });
});

describe('agreement', () => {
  const names = ['strong', 'weak', 'copy', 'idle', 'flag'];
  const pairs = associatedPairs(plantedTable(300, 1));

  test('methods that agree have no warning', () => {
    const values = [5, 4, 3, 2, 1];
    const found = compareImportances(
      names,
      { shap: values, lime: values, permutation: values },
      pairs,
    );
    expect(found.agreements.map(({ correlation }) => correlation)).toEqual([1, 1, 1]);
    expect(found.disagreements).toEqual([]);
  });

  test('a pair that stands in for each other is named as the cause', () => {
    const found = compareImportances(
      names,
      { shap: [5, 2, 4, 1, 0], lime: [5, 2, 4, 1, 0], permutation: [0, 5, 1, 3, 4] },
      pairs,
    );
    const strong = found.disagreements.find(({ feature }) => feature === 0)!;
    expect(strong).toMatchObject({ highest: 'shap', lowest: 'permutation', cause: { second: 2 } });
    expect(strong.text).toMatch(/strong is number 1 by SHAP and 5 by permutation.*copy \(1\.00\)/);
    const flag = found.disagreements.find(({ feature }) => feature === 4)!;
    expect(flag.cause).toBeNull();
    expect(found.agreements[1]!.correlation).toBeLessThan(0);
  });

  test('a method that sees no difference has no correlation', () => {
    const flat = [1, 1, 1, 1, 1];
    const found = compareImportances(
      names,
      { shap: [1, 2, 3, 4, 5], lime: flat, permutation: flat },
      [],
    );
    expect(found.agreements.map(({ correlation }) => correlation)).toEqual([null, null, null]);
    expect(() =>
      compareImportances(names, { shap: [1], lime: flat, permutation: flat }, []),
    ).toThrow(/meet/);
  });

  test('LIME’s importance is the mean size of its weights', () => {
    const explanation = { weightOfFeature: Float64Array.of(0.5, -1) };
    const other = { weightOfFeature: Float64Array.of(-0.5, 0) };
    const all = [[explanation], [other]] as unknown as Parameters<typeof limeImportance>[0];
    expect([...limeImportance(all, 2)]).toEqual([0.5, 0.5]);
  });
});

describe('pictures', () => {
  const table = randomTable(500, 6, 1);
  const shape = {
    featureCount: 6,
    treeCount: 9,
    depth: 4,
    classCount: 3,
    link: 'softmax',
  } as const;
  const explainer = createTreeExplainer(randomEnsemble(shape, table, 2), {
    mode: 'path-dependent',
  });
  const shap = explainRow(explainer, table);

  test('mean sizes by class and feature', () => {
    const means = meanAbsoluteShap(shap);
    const column = shapColumn(shap, 1, 2);
    const sum = column.reduce((total, value) => total + Math.abs(value), 0);
    expect(means[1 * 6 + 2]).toBeCloseTo(sum / 500, 12);
    expect(shapImportance(shap)[2]).toBeCloseTo(means[2]! + means[8]! + means[14]!, 12);
  });

  test('shades are ranks from 0 to 1; missing values and levels have none', () => {
    const [numbers, , levels] = table.columns;
    const shades = valueShades(numbers!);
    const known = [...shades.keys()].filter((row) => !Number.isNaN(shades[row]));
    const present = [...shades.keys()].filter((row) => !Number.isNaN(numbers!.values[row]));
    expect(known).toEqual(present);
    expect(known.length).toBeLessThan(500);
    const byShade = known.sort((a, b) => shades[a]! - shades[b]!);
    expect(byShade.map((row) => shades[row]).at(0)).toBe(0);
    expect(byShade.map((row) => shades[row]).at(-1)).toBe(1);
    const values = byShade.map((row) => numbers!.values[row]!);
    expect(values).toEqual([...values].sort((a, b) => a - b));
    expect(levels!.kind).toBe('categorical');
    expect(valueShades(levels!).every(Number.isNaN)).toBe(true);
  });
});

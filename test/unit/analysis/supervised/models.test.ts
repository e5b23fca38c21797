// The five models: what they find, what they refuse, and that a table may come in other shapes.
import { describe, expect, it } from 'vitest';
import { AnalysisError } from '#analysis/analysis-error';
import { defaultBoostingParams } from '#analysis/supervised/boosting/boosting-types';
import { fitBoosting } from '#analysis/supervised/boosting/fit-boosting';
import type { FeatureTable } from '#analysis/supervised/feature-table';
import { fitLogistic, logisticMargins } from '#analysis/supervised/logistic/fit-logistic';
import { defaultLogisticParams } from '#analysis/supervised/logistic/logistic-types';
import { greatestClasses } from '#analysis/supervised/metrics/greatest-class';
import { fitModel } from '#analysis/supervised/fit-model';
import { predictModel } from '#analysis/supervised/predict-model';
import {
  defaultSupervisedParams,
  type SupervisedKind,
  type SupervisedModel,
} from '#analysis/supervised/supervised-model';
import { leafOf, predictProbabilities } from '#analysis/supervised/tree-ensemble';
import { fitTree } from '#analysis/supervised/tree/fit-tree';
import { finish } from '../kmeans/blobs.ts';
import { makePersons } from './invented-persons.ts';

const kinds = ['majority', 'logistic', 'tree', 'forest', 'boosting'] as const;

function fit(
  kind: SupervisedKind,
  table: FeatureTable,
  target: Int32Array,
  classCount: number,
): SupervisedModel {
  const small = {
    ...defaultSupervisedParams,
    forest: { ...defaultSupervisedParams.forest, treeCount: 20 },
    boosting: { ...defaultSupervisedParams.boosting, roundCount: 30 },
  };
  return finish(fitModel(kind, table, target, classCount, small[kind]));
}

function codeOf(run: () => unknown): string | undefined {
  try {
    run();
  } catch (error) {
    if (error instanceof AnalysisError) return error.code;
    throw error;
  }
  return undefined;
}

function tableOf(...columns: number[][]): FeatureTable {
  return {
    rowCount: columns[0]?.length ?? 0,
    columns: columns.map((values, j) => ({
      name: `x${j}`,
      kind: 'continuous',
      values: Float64Array.from(values),
      levels: [],
    })),
  };
}

describe.each(kinds)('%s', (kind) => {
  const { table, target } = makePersons(600, 3, 4, 0.3, 1);

  it('gives probabilities, and finds more than half of what is planted', () => {
    const probabilities = predictModel(fit(kind, table, target, 3), table);
    for (let row = 0; row < table.rowCount; row++) {
      const own = probabilities.subarray(3 * row, 3 * row + 3);
      expect(own.every((share) => share >= 0 && share <= 1)).toBe(true);
      expect(own.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 12);
    }
    const classes = greatestClasses(probabilities, 3);
    const right = classes.filter((label, row) => label === target[row]).length;
    if (kind !== 'majority') expect(right / table.rowCount).toBeGreaterThan(0.7);
  });

  it('stands a class of three persons, and a class without any', () => {
    const rare = target.map((label, row) => (row < 3 ? 3 : label));
    const probabilities = predictModel(fit(kind, table, rare, 5), table);
    expect(probabilities.every(Number.isFinite)).toBe(true);
    expect(probabilities.length).toBe(5 * table.rowCount);
  });

  it('finds columns and levels by name; unknown levels count as missing', () => {
    const model = fit(kind, table, target, 3);
    const plan = table.columns[4]!;
    const levels = [...plan.levels].reverse();
    const values = plan.values.map((value) => plan.levels.length - 1 - value);
    const columns = [...table.columns.slice(0, 4), { ...plan, levels, values }, table.columns[5]!];
    const turned = { rowCount: table.rowCount, columns: columns.reverse() };
    expect(predictModel(model, turned)).toEqual(predictModel(model, table));
    const gone = { ...plan, levels: ['new'], values: plan.values.map(() => 0) };
    const lost = { ...plan, values: plan.values.map(() => NaN) };
    const withPlan = (column: typeof plan) => ({
      rowCount: table.rowCount,
      columns: table.columns.map((other) => (other.name === 'plan' ? column : other)),
    });
    expect(predictModel(model, withPlan(gone))).toEqual(predictModel(model, withPlan(lost)));
    const without = { rowCount: table.rowCount, columns: table.columns.slice(1) };
    expect(codeOf(() => predictModel(model, without))).toBe('fit.not-possible');
  });

  it('refuses what cannot be learnt from', () => {
    const labels = Int32Array.of(0, 1, 0, 1);
    expect(codeOf(() => fit(kind, tableOf([1, 2, 3, 4]), new Int32Array(4), 2))).toBe(
      'fit.not-possible',
    );
    expect(codeOf(() => fit(kind, tableOf([1, 2, Infinity, 4]), labels, 2))).toBe(
      'input.not-finite',
    );
    expect(codeOf(() => fit(kind, tableOf([1, 2, 3]), labels, 2))).toBe('input.length-mismatch');
    expect(codeOf(() => fit(kind, tableOf([1, 2, 3, 4]), Int32Array.of(0, 1, -1, 1), 2))).toBe(
      'input.unknown-label',
    );
    expect(codeOf(() => fit(kind, tableOf(), new Int32Array(0), 2))).toBe('input.empty');
  });

  it('foretells the frequencies where no feature varies', () => {
    const labels = Int32Array.from({ length: 100 }, (_, row) => (row % 4 === 0 ? 1 : 0));
    const table = tableOf(new Array<number>(100).fill(3), new Array<number>(100).fill(NaN));
    const found = predictModel(fit(kind, table, labels, 2), table);
    // A forest's bootstrap samples, and the training part of boosting, have other frequencies.
    const isPart = kind === 'forest' || kind === 'boosting';
    expect(Math.abs(found[1]! - 0.25)).toBeLessThan(isPart ? 0.03 : 1e-6);
  });
});

describe('boosting', () => {
  it('stops when the rows held out are described no better, and keeps the best round', () => {
    const { table, target } = makePersons(800, 2, 3, 3, 2);
    const params = { ...defaultBoostingParams, learningRate: 0.3, patience: 5 };
    const found = finish(fitBoosting(table, target, 2, params));
    expect(found.stoppedEarly).toBe(true);
    expect(found.heldOutLosses.length).toBe(found.roundCount + 6);
    const least = Math.min(...found.heldOutLosses);
    expect(found.heldOutLosses[found.roundCount]).toBeCloseTo(least, 6);
    expect(found.ensemble.treeClass.length).toBe(2 * found.roundCount);
    expect(Math.abs(found.heldOutRowCount - 80)).toBeLessThanOrEqual(1);
  });

  it('says that it met the last round', () => {
    const { table, target } = makePersons(800, 2, 3, 0.1, 2);
    const params = { ...defaultBoostingParams, roundCount: 5 };
    const found = finish(fitBoosting(table, target, 2, params));
    expect(found).toMatchObject({ stoppedEarly: false, roundCount: 5 });
  });

  it('sends missing values where they belong', () => {
    const values = Array.from({ length: 200 }, (_, row) => (row % 2 ? NaN : row % 50));
    const labels = Int32Array.from(values, (value) => (Number.isNaN(value) ? 1 : 0));
    const params = { ...defaultBoostingParams, heldOutShare: 0, roundCount: 50 };
    const { ensemble } = finish(fitBoosting(tableOf(values), labels, 2, params));
    const found = predictProbabilities(ensemble, tableOf([NaN, 10, 49]));
    expect(found[1]).toBeGreaterThan(0.9);
    expect(found[3]).toBeLessThan(0.1);
    expect(found[5]).toBeLessThan(0.1);
  });
});

describe('decision tree', () => {
  it('finds thresholds half way, counts weights, and is a leaf where there is one class', () => {
    const table = tableOf([1, 2, 3, 10, 11, 12]);
    const target = Int32Array.of(0, 0, 0, 1, 1, 1);
    const weights = Float64Array.of(1, 1, 1, 2, 2, 0);
    const tree = fitTree(table, target, weights, { maxDepth: 4, minLeafRows: 1 });
    expect([...tree.threshold.slice(0, 1)]).toEqual([6.5]);
    expect([...tree.cover]).toEqual([7, 3, 4]);
    const one = fitTree(table, new Int32Array(6), null, { maxDepth: 4, minLeafRows: 1 });
    expect([...one.values]).toEqual([1]);
  });

  it('parts values of which only the last bits differ', () => {
    const table = tableOf([1, 1 + 2 ** -52, 1, 1 + 2 ** -52]);
    const tree = fitTree(table, Int32Array.of(0, 1, 0, 1), null, { maxDepth: 1, minLeafRows: 1 });
    expect([0, 1, 2, 3].map((row) => leafOf(tree, 0, table, row))).toEqual([1, 2, 1, 2]);
  });

  it('takes subsets of levels', () => {
    const levels = Array.from({ length: 40 }, (_, i) => `level ${i}`);
    const values = Float64Array.from({ length: 400 }, (_, row) => row % 40);
    const target = Int32Array.from(values, (level) => (level % 3 === 0 ? 1 : 0));
    const columns = [{ name: 'plan', kind: 'categorical', values, levels } as const];
    const tree = fitTree({ rowCount: 400, columns }, target, null, { maxDepth: 1, minLeafRows: 1 });
    const found = predictProbabilities(tree, { rowCount: 400, columns });
    expect(greatestClasses(found, 2)).toEqual(target);
  });

  it('refuses negative weights', () => {
    const run = () =>
      fitTree(tableOf([1, 2]), Int32Array.of(0, 1), Float64Array.of(1, -1), {
        maxDepth: 1,
        minLeafRows: 1,
      });
    expect(codeOf(run)).toBe('parameter.out-of-range');
  });
});

describe('logistic regression', () => {
  it('has the same margins from coefficients of both units', () => {
    const { table, target } = makePersons(300, 3, 3, 1, 4);
    const found = finish(fitLogistic(table, target, 3, defaultLogisticParams));
    expect(found.converged).toBe(true);
    expect(found.terms.map(({ name }) => name)).toEqual([
      ...['visits', 'age', 'age is missing', 'noise', 'converted'],
      ...['plan = level 0', 'plan = level 1', 'plan = level 2', 'plan is missing', 'constant'],
    ]);
    expect(found.terms.at(-1)!.isConstant).toBe(true);
    const margins = logisticMargins(found, table);
    const row = table.columns[1]!.values.findIndex((value) => !Number.isNaN(value));
    for (let k = 0; k < 3; k++) {
      const own = found.terms.map((term, j) => {
        const value = table.columns[term.feature]!.values[row]!;
        if (term.isConstant || term.kind === 'missing') return 0;
        const x = term.kind === 'level' ? (value === term.level ? 1 : 0) : value;
        return x * found.ownCoefficients[k * found.terms.length + j]!;
      });
      const margin = own.reduce((sum, part) => sum + part, found.ownIntercepts[k]!);
      expect(margin).toBeCloseTo(margins[3 * row + k]!, 9);
    }
  });

  it('never calls a run converged that met its cap', () => {
    const { table, target } = makePersons(300, 3, 3, 1, 4);
    const params = { ...defaultLogisticParams, maxIterationCount: 3 };
    const found = finish(fitLogistic(table, target, 3, params));
    expect(found).toMatchObject({ converged: false, iterationCount: 3 });
  });

  it('stands offsets of 1e8 and numbers near the end of the range', () => {
    const labels = Int32Array.from({ length: 60 }, (_, row) => (row % 3 === 0 ? 1 : 0));
    const base = [...labels].map((label, row) => label + (row % 7) / 3);
    const plain = finish(fitLogistic(tableOf(base), labels, 2, defaultLogisticParams));
    const far = tableOf(base.map((value) => value + 1e8));
    const huge = tableOf(base.map((value) => value * 1e307 * 5));
    for (const table of [far, huge]) {
      const found = finish(fitLogistic(table, labels, 2, defaultLogisticParams));
      expect(found.coefficients[1]).toBeCloseTo(plain.coefficients[1]!, 5);
    }
  });
});

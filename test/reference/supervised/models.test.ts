// Supervised models and metrics against scikit-learn (make-numbers.py).
import { describe, expect, it } from 'vitest';
import { defaultBoostingParams } from '#analysis/supervised/boosting/boosting-types';
import { fitBoosting } from '#analysis/supervised/boosting/fit-boosting';
import type { FeatureTable } from '#analysis/supervised/feature-table';
import { fitForest } from '#analysis/supervised/forest/fit-forest';
import { defaultForestParams } from '#analysis/supervised/forest/forest-types';
import { fitLogistic, predictLogistic } from '#analysis/supervised/logistic/fit-logistic';
import { defaultLogisticParams } from '#analysis/supervised/logistic/logistic-types';
import { confusionMatrix, confusionScores } from '#analysis/supervised/metrics/confusion-matrix';
import { evaluate } from '#analysis/supervised/metrics/evaluate';
import { greatestClasses } from '#analysis/supervised/metrics/greatest-class';
import { rowLosses } from '#analysis/supervised/metrics/log-loss';
import { predictProbabilities } from '#analysis/supervised/tree-ensemble';
import { fitTree } from '#analysis/supervised/tree/fit-tree';
import { finish } from '../../unit/analysis/kmeans/blobs.ts';
import numbers from './numbers.json' with { type: 'json' };

/** A fifth column holds levels. */
function tableOf(columns: readonly (readonly (number | null)[])[]): FeatureTable {
  return {
    rowCount: columns[0]?.length ?? 0,
    columns: columns.map((cells, j) => ({
      name: `feature ${j}`,
      kind: j === 4 ? 'categorical' : 'continuous',
      values: Float64Array.from(cells, (cell) => cell ?? NaN),
      levels: j === 4 ? ['a', 'b', 'c', 'd', 'e', 'f'] : [],
    })),
  };
}

function greatestDifference(found: Float64Array, expected: readonly (readonly number[])[]): number {
  return expected
    .flat()
    .reduce((greatest, value, cell) => Math.max(greatest, Math.abs(found[cell]! - value)), 0);
}

function meanLoss(probabilities: Float64Array, target: Int32Array, classCount: number): number {
  const losses = rowLosses(probabilities, target, classCount);
  return losses.reduce((sum, loss) => sum + loss, 0) / losses.length;
}

describe('gradient boosting', () => {
  it.each(numbers.boosting)('$name', ({ columns, target, settings, loss, probabilities }) => {
    const classCount = Math.max(...target) + 1;
    const options = settings as Record<string, number | string>;
    const params = {
      ...defaultBoostingParams,
      heldOutShare: 0,
      roundCount: 20,
      learningRate: Number(options['learning_rate'] ?? 0.1),
      l2: Number(options['l2_regularization'] ?? 0),
      maxDepth: Number(options['max_depth'] ?? 0),
      minLeafRows: Number(options['min_samples_leaf'] ?? 20),
      maxLeafCount: Number(options['max_leaf_nodes'] ?? 31),
      classWeighting: options['class_weight'] === 'balanced' ? 'balanced' : 'none',
    } as const;
    const table = tableOf(columns);
    const labels = Int32Array.from(target);
    const { ensemble } = finish(fitBoosting(table, labels, classCount, params));
    const found = predictProbabilities(ensemble, table);
    expect(Math.abs(meanLoss(found, labels, classCount) - loss)).toBeLessThan(1e-6);
    expect(greatestDifference(found, probabilities)).toBeLessThan(1e-5);
  });
});

describe('logistic regression', () => {
  it.each(numbers.logistic)('$name', (expected) => {
    const { columns, target, c, balanced, coefficients, intercepts, probabilities } = expected;
    const classCount = Math.max(...target) + 1;
    const table = tableOf(columns);
    const fit = finish(
      fitLogistic(table, Int32Array.from(target), classCount, {
        ...defaultLogisticParams,
        l2: 1 / c,
        tolerance: 1e-11,
        classWeighting: balanced ? 'balanced' : 'none',
      }),
    );
    expect(fit.converged).toBe(true);
    expect(greatestDifference(predictLogistic(fit, table), probabilities)).toBeLessThan(1e-6);
    const width = fit.terms.length;
    const own = (k: number, j: number) => fit.coefficients[k * width + j]!;
    coefficients.forEach((row, k) => {
      row.forEach((value, j) => {
        // With two classes scikit-learn has one row: the second class against the first.
        const found = classCount === 2 ? own(1, j) - own(0, j) : own(k, j);
        expect(found).toBeCloseTo(value, 5);
      });
    });
    const first = classCount === 2 ? fit.intercepts[1]! - fit.intercepts[0]! : fit.intercepts[0]!;
    const mean = intercepts.reduce((sum, one) => sum + one, 0) / intercepts.length;
    expect(first).toBeCloseTo(intercepts[0]! - (classCount === 2 ? 0 : mean), 5);
  });
});

describe('decision tree', () => {
  it.each(numbers.tree)('$name', ({ columns, target, depth, leaf, ...expected }) => {
    const table = tableOf(columns);
    const options = { maxDepth: depth, minLeafRows: leaf };
    const tree = fitTree(table, Int32Array.from(target), null, options);
    expect(tree.feature.length).toBe(expected.nodes);
    const inner = [...tree.feature.keys()].filter((node) => tree.feature[node]! >= 0);
    const thresholds = inner.map((node) => tree.threshold[node]!).sort((a, b) => a - b);
    thresholds.forEach((value, i) => expect(value).toBeCloseTo(expected.thresholds[i]!, 12));
    expect(
      greatestDifference(predictProbabilities(tree, table), expected.probabilities),
    ).toBeLessThan(1e-12);
  });
});

it('random forest: out-of-bag within what ten seeds of scikit-learn show', () => {
  const { columns, target, scores, losses } = numbers.forest;
  const params = { ...defaultForestParams, minLeafRows: 1 };
  const fit = finish(fitForest(tableOf(columns), Int32Array.from(target), 3, params));
  const middle = (values: number[]) => values.reduce((sum, one) => sum + one, 0) / values.length;
  const spread = (values: number[]) => Math.max(...values) - Math.min(...values);
  expect(fit.outOfBag.rowCount).toBe(target.length);
  expect(Math.abs(fit.outOfBag.accuracy! - middle(scores))).toBeLessThan(spread(scores));
  expect(Math.abs(fit.outOfBag.logLoss! - middle(losses))).toBeLessThan(spread(losses));
});

it('metrics to 1e-12', () => {
  const expected = numbers.scores;
  const target = Int32Array.from(expected.target);
  const probabilities = Float64Array.from(expected.probabilities.flat());
  const near = (found: number, value: number) =>
    expect(Math.abs(found - value)).toBeLessThan(1e-12);
  const confusion = confusionMatrix(target, greatestClasses(probabilities, 4), 4);
  expect([...confusion.counts]).toEqual(expected.confusion.flat());
  const scores = confusionScores(confusion);
  near(scores.accuracy, expected.accuracy);
  near(scores.balancedAccuracy, expected.balancedAccuracy);
  near(scores.macroF1, expected.macroF1);
  const evaluation = evaluate({ probabilities, target, classCount: 4 });
  near(evaluation.logLoss.value, expected.logLoss);
  expect(evaluation.classes[3]!.curves).toBeNull();
  expected.classes.forEach((one, k) => {
    const curves = evaluation.classes[k]!.curves!;
    near(curves.auc, one.auc);
    near(curves.averagePrecision, one.averagePrecision);
    const lists = ['falsePositiveRates', 'truePositiveRates', 'precisions', 'recalls'] as const;
    for (const list of lists) {
      expect(curves[list].length).toBe(one[list].length);
      one[list].forEach((value, i) => near(curves[list][i]!, value));
    }
  });
});

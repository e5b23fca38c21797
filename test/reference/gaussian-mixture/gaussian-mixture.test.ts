// Gaussian mixtures against scikit-learn from the same start (make-numbers.py).
import { describe, expect, it } from 'vitest';
import { finishMixture } from '#analysis/gaussian-mixture/finish-mixture';
import type { CovarianceShape } from '#analysis/gaussian-mixture/mixture-types';
import { packTrainingRows } from '#analysis/gaussian-mixture/packed-rows';
import { predictMixture, responsibilities } from '#analysis/gaussian-mixture/predict-mixture';
import { runExpectationMaximisation } from '#analysis/gaussian-mixture/run-expectation-maximisation';
import { startMixture } from '#analysis/gaussian-mixture/start-mixture';
import numbers from './numbers.json' with { type: 'json' };

const shapes: CovarianceShape[] = ['full', 'diagonal', 'spherical', 'tied'];
const columns = numbers.columns.map((column) => Float64Array.from(column));
const rowCount = columns[0]?.length ?? 0;

/** The same number of iterations from the same start, in scikit-learn's order of components. */
function fitFrom(shape: CovarianceShape, offset: number, iterations: number) {
  const moved = columns.map((column) => column.map((value) => value + offset));
  const matrix = { rowCount, columns: moved };
  const rows = packTrainingRows(matrix);
  const start = startMixture(rows, numbers.startLabels, numbers.k, shape, 1e-12);
  const run = runExpectationMaximisation(rows, start, {
    maxIterationCount: iterations,
    tolerance: 0,
    varianceFloor: 1e-12,
  });
  let next = run.next();
  while (!next.done) next = run.next();
  return { matrix, rows, result: next.value };
}

function largestDifference(found: ArrayLike<number>, expected: ArrayLike<number>): number {
  expect(found.length).toBe(expected.length);
  let largest = 0;
  for (let i = 0; i < found.length; i++) {
    largest = Math.max(largest, Math.abs((found[i] ?? NaN) - (expected[i] ?? NaN)));
  }
  return largest;
}

describe.each(shapes)('%s covariance', (shape) => {
  const expected = numbers.results[shape];

  it('follows the same trace to the same parameters', () => {
    const { rows, result } = fitFrom(shape, 0, expected.iterations);
    const trace = result.logLikelihoodTrace.slice(0, -1);
    expect(largestDifference(trace, expected.trace)).toBeLessThan(1e-8);
    const means = result.mixture.means.map((value, i) => value + (rows.origin[i % 3] ?? NaN));
    expect(largestDifference(result.mixture.weights, expected.weights)).toBeLessThan(1e-10);
    expect(largestDifference(means, expected.means)).toBeLessThan(1e-10);
    expect(largestDifference(result.mixture.covariances, expected.covariances)).toBeLessThan(1e-10);
  });

  it('has the same criteria', () => {
    const { rows, result } = fitFrom(shape, 0, expected.iterations);
    const model = finishMixture(result, rows, [], 0);
    expect(model.logLikelihood).toBeCloseTo(expected.logLikelihood, 8);
    expect(model.parameterCount).toBe(expected.parameterCount);
    expect(model.aic).toBeCloseTo(expected.aic, 7);
    expect(model.bic).toBeCloseTo(expected.bic, 7);
    expect(model.icl).toBeCloseTo(expected.icl, 7);
  });

  it('gives rows the same component and posterior', () => {
    const { matrix, rows, result } = fitFrom(shape, 0, expected.iterations);
    const means = result.mixture.means.map((value, i) => value + (rows.origin[i % 3] ?? NaN));
    const mixture = { ...result.mixture, means };
    expect([...predictMixture(mixture, matrix).labels]).toEqual(expected.labels);
    const posterior = responsibilities(mixture, matrix);
    expected.posterior.forEach((row, i) => {
      const found = posterior.map((column) => column[i] ?? NaN);
      expect(largestDifference(found, row)).toBeLessThan(1e-10);
    });
  });

  it('keeps its digits at an offset of 1e8', () => {
    const { result } = fitFrom(shape, 1e8, expected.iterations);
    // The offset leaves 1.5e-8 of each cell.
    expect(largestDifference(result.mixture.covariances, expected.covariances)).toBeLessThan(1e-6);
  });
});

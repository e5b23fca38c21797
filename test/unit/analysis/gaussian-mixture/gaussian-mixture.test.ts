// What a mixture fit promises: a likelihood that never falls, honest ends, floors, same bytes.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { adjustedRandIndex } from '#analysis/agreement/adjusted-rand-index';
import { crossTable } from '#analysis/agreement/cross-table';
import type { AnalysisError } from '#analysis/analysis-error';
import { kmeansClusterFit } from '#analysis/choosing-k/kmeans-cluster-fit';
import { fitMixture } from '#analysis/gaussian-mixture/fit-mixture';
import {
  defaultMixtureParams,
  type CovarianceShape,
  type Mixture,
  type MixtureParams,
} from '#analysis/gaussian-mixture/mixture-types';
import { packTrainingRows } from '#analysis/gaussian-mixture/packed-rows';
import { predictMixture, responsibilities } from '#analysis/gaussian-mixture/predict-mixture';
import { runExpectationMaximisation } from '#analysis/gaussian-mixture/run-expectation-maximisation';
import type { Matrix } from '#analysis/matrix';
import { createRandom } from '#analysis/random';

const shapes: CovarianceShape[] = ['full', 'diagonal', 'spherical', 'tied'];
const start = kmeansClusterFit({ restartCount: 1, maxIterationCount: 100, tolerance: 1e-4 });
const code = (value: AnalysisError['code']) =>
  expect.objectContaining({ code: value }) as AnalysisError;

function drain<Result>(generator: Generator<unknown, Result>): Result {
  let next = generator.next();
  while (!next.done) next = generator.next();
  return next.value;
}

function fit(matrix: Matrix, params: Partial<MixtureParams> & { k: number }) {
  return drain(fitMixture(matrix, { ...defaultMixtureParams, ...params }, start));
}

/** Three planted components with full covariances; far enough apart to be found. */
function planted(rowCount: number, seed: number) {
  const random = createRandom(seed);
  const columns = [0, 1].map(() => new Float64Array(rowCount));
  const truth = new Int32Array(rowCount);
  for (let row = 0; row < rowCount; row++) {
    const component = random.integerBelow(3);
    const [a, b] = [random.normal(), random.normal()];
    truth[row] = component;
    columns[0]![row] = 6 * component + a;
    columns[1]![row] = 4 * (component % 2) + 0.7 * a + 0.5 * b;
  }
  return { matrix: { rowCount, columns }, truth };
}

/** Leaves a component on a single point, with a covariance of the size of rounding errors. */
const nearlyOnOneLine: [number, number][] = [
  [3, -2],
  [3, 0],
  [-3, 0],
  [0, 0],
  [-1, 0],
  [-3, 0],
];

describe('fitMixture', () => {
  it.each(shapes)('never lets the likelihood fall, whatever the rows: %s', (covariance) => {
    const cell = fc.integer({ min: -3, max: 3 });
    const rows = fc.array(fc.tuple(cell, cell), { minLength: 6, maxLength: 40 });
    fc.assert(
      fc.property(rows, fc.integer({ min: 1, max: 3 }), (pairs, k) => {
        const columns = [0, 1].map((i) => Float64Array.from(pairs, (pair) => pair[i] ?? 0));
        fc.pre(columns.every((column) => new Set(column).size > 1));
        fc.pre(new Set(pairs.map((pair) => pair.join())).size >= k);
        const matrix = { rowCount: pairs.length, columns };
        const model = fit(matrix, { k, covariance, tolerance: 0, maxIterationCount: 60 });
        for (const { logLikelihoodTrace: trace, end } of model.runs) {
          expect(end).not.toBe('objective-fell');
          for (let i = 1; i < trace.length; i++) {
            expect((trace[i] ?? NaN) - (trace[i - 1] ?? NaN)).toBeGreaterThan(-1e-9);
          }
        }
        const numbers = [...model.weights, ...model.means, ...model.covariances, model.icl];
        expect(numbers.every(Number.isFinite)).toBe(true);
        expect(model.weights.reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(1, 9);
      }),
      { numRuns: 60, examples: [[nearlyOnOneLine, 2]] },
    );
  });

  it('finds planted components', () => {
    const { matrix, truth } = planted(1500, 1);
    const model = fit(matrix, { k: 3 });
    const { labels } = predictMixture(model, matrix);
    expect(adjustedRandIndex(crossTable(truth, labels, 3, 3))).toBeGreaterThan(0.97);
    expect(model.converged).toBe(true);
    const bics = [1, 2, 3, 4, 5].map((k) => fit(matrix, { k }).bic);
    expect(bics.indexOf(Math.min(...bics))).toBe(2);
  });

  it('with one component is the mean and covariance of the rows', () => {
    const { matrix } = planted(200, 2);
    const model = fit(matrix, { k: 1 });
    const [x, y] = matrix.columns as [Float64Array, Float64Array];
    const average = (values: Float64Array) => values.reduce((sum, v) => sum + v, 0) / 200;
    const [mx, my] = [average(x), average(y)];
    expect(model.means[0]).toBeCloseTo(mx, 12);
    const covariance = average(x.map((value, i) => (value - mx) * ((y[i] ?? NaN) - my)));
    expect(model.covariances[1]).toBeCloseTo(covariance, 10);
    expect(predictMixture(model, matrix).margin.every((margin) => margin === 1)).toBe(true);
    expect(model.icl).toBe(model.bic);
  });

  it('gives the same bytes for the same seed, and components in an order of their content', () => {
    const { matrix } = planted(600, 3);
    const a = fit(matrix, { k: 3, seed: 5 });
    expect(fit(matrix, { k: 3, seed: 5 })).toEqual(a);
    const b = fit(matrix, { k: 3, seed: 6 });
    b.means.forEach((mean, i) => expect(mean).toBeCloseTo(a.means[i] ?? NaN, 1));
  });

  it('starts on a sample and ends on all rows', () => {
    const { matrix } = planted(4000, 4);
    const model = fit(matrix, { k: 3, startRowCount: 500, tolerance: 1e-9 });
    const whole = fit(matrix, { k: 3, tolerance: 1e-9 });
    expect(model.runs.map(({ stage, rowCount }) => [stage, rowCount])).toEqual([
      ...Array.from({ length: 5 }, () => ['restart', 500]),
      ['all-rows', 4000],
    ]);
    expect(model.rowCount).toBe(4000);
    expect(model.logLikelihood).toBeCloseTo(whole.logLikelihood, 2);
  });

  it('is not called converged at the iteration cap', () => {
    const { matrix } = planted(300, 5);
    const model = fit(matrix, { k: 5, maxIterationCount: 2, tolerance: 0 });
    expect(model).toMatchObject({ converged: false, end: 'iteration-cap' });
  });

  it('keeps a component on repeated rows above the floor, and says so', () => {
    const { matrix } = planted(300, 6);
    for (const column of matrix.columns) column.fill(20, 0, 60);
    for (const covariance of ['full', 'diagonal', 'spherical'] as const) {
      const model = fit(matrix, { k: 4, covariance });
      expect(model.flooredComponentCount).toBeGreaterThan(0);
      expect(Number.isFinite(model.logLikelihood)).toBe(true);
    }
  });

  it('survives a row 40 deviations away', () => {
    const { matrix } = planted(300, 7);
    matrix.columns[0]![17] = 400;
    const model = fit(matrix, { k: 3 });
    const { posterior, margin } = predictMixture(model, matrix);
    expect(posterior.every((value) => value > 0 && value <= 1)).toBe(true);
    expect(margin.every((value) => value >= 0 && value <= 1)).toBe(true);
  });

  it('yields after every pass, so that a caller can stop it', () => {
    const { matrix } = planted(300, 8);
    const steps = [...fitMixture(matrix, { ...defaultMixtureParams, k: 2 }, start)];
    const model = fit(matrix, { k: 2 });
    const passes = model.runs.flatMap(({ logLikelihoodTrace }) => logLikelihoodTrace).length;
    expect(steps.filter(({ stage }) => stage === 'restart')).toHaveLength(passes);
    expect(steps.some(({ stage }) => stage === 'start')).toBe(true);
  });

  it('refuses what cannot be fitted', () => {
    const { matrix } = planted(10, 9);
    const constant = { rowCount: 3, columns: [Float64Array.of(2, 2, 2)] };
    const hole = { rowCount: 2, columns: [Float64Array.of(1, NaN)] };
    expect(() => fit({ rowCount: 0, columns: [] }, { k: 1 })).toThrow(code('input.empty'));
    expect(() => fit(constant, { k: 1 })).toThrow(code('input.constant-column'));
    expect(() => fit(hole, { k: 1 })).toThrow(code('input.not-finite'));
    expect(() => fit(matrix, { k: 11 })).toThrow(code('input.too-few-rows'));
    expect(() => fit(matrix, { k: 1.5 })).toThrow(code('parameter.out-of-range'));
    expect(() => fit(matrix, { k: 2, varianceFloor: 0 })).toThrow(code('parameter.out-of-range'));
  });
});

describe('runExpectationMaximisation', () => {
  it('is not called converged where the objective falls, and keeps the better parameters', () => {
    const { matrix } = planted(100, 10);
    const rows = packTrainingRows(matrix);
    // The floor forces the M-step to three times the variance that the start has.
    const fitted: Mixture = {
      k: 1,
      columnCount: 2,
      covariance: 'diagonal',
      weights: Float64Array.of(1),
      means: new Float64Array(2),
      covariances: Float64Array.from(rows.variances),
    };
    const result = drain(
      runExpectationMaximisation(rows, fitted, {
        maxIterationCount: 10,
        tolerance: 1e-6,
        varianceFloor: 3,
      }),
    );
    expect(result.end).toBe('objective-fell');
    expect(result.mixture).toBe(fitted);
    const trace = result.logLikelihoodTrace;
    expect(trace[1]).toBeLessThan(trace[0] ?? NaN);
    expect(trace[2]).toBe(trace[0]);
  });
});

describe('predictMixture', () => {
  it('reports the two highest posteriors as their difference', () => {
    const { matrix } = planted(500, 11);
    const model = fit(matrix, { k: 3 });
    const all = responsibilities(model, matrix);
    const { labels, posterior, margin } = predictMixture(model, matrix);
    for (let row = 0; row < matrix.rowCount; row++) {
      const shares = all.map((column) => column[row] ?? NaN);
      const [first = NaN, second = NaN] = [...shares].sort((a, b) => b - a);
      expect(shares[labels[row] ?? -1]).toBe(first);
      expect(posterior[row]).toBe(first);
      expect(margin[row]).toBe(first - second);
      expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 12);
    }
  });

  it('treats a new row as it did the training row, from stored parameters', () => {
    const { matrix } = planted(200, 12);
    const model = fit(matrix, { k: 3 });
    const one = { rowCount: 1, columns: matrix.columns.map((column) => column.slice(42, 43)) };
    const { posterior } = predictMixture(model, matrix);
    expect(predictMixture(model, one).posterior[0]).toBe(posterior[42]);
  });

  it('refuses rows with other columns, missing cells, or beyond all measure', () => {
    const { matrix } = planted(50, 13);
    const model = fit(matrix, { k: 2 });
    const rows = (...cells: number[]) => ({
      rowCount: 1,
      columns: cells.map((cell) => Float64Array.of(cell)),
    });
    expect(() => predictMixture(model, rows(1))).toThrow(code('input.length-mismatch'));
    expect(() => predictMixture(model, rows(1, NaN))).toThrow(code('input.not-finite'));
    expect(() => predictMixture(model, rows(1, 1e300))).toThrow(code('fit.not-possible'));
  });
});

// k-means: properties that hold for any data, and the awkward inputs.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { AnalysisError } from '#analysis/analysis-error';
import { fitKMeans } from '#analysis/kmeans/fit-kmeans';
import { defaultKMeansParams, type KMeansParams } from '#analysis/kmeans/kmeans-types';
import { predictKMeans } from '#analysis/kmeans/predict-kmeans';
import type { Matrix } from '#analysis/matrix';
import { createRandom } from '#analysis/random';
import { finish, makeBlobs, permuteRows } from './blobs.ts';

function fit(matrix: Matrix, params: Partial<KMeansParams> & { k: number }) {
  return finish(fitKMeans(matrix, { ...defaultKMeansParams, restartCount: 3, ...params }));
}

function columnsOf(...columns: number[][]): Matrix {
  return {
    rowCount: columns[0]?.length ?? 0,
    columns: columns.map((values) => Float64Array.from(values)),
  };
}

const shape = fc.record({
  rowCount: fc.integer({ min: 8, max: 60 }),
  columnCount: fc.integer({ min: 1, max: 4 }),
});

/** Small integers: many rows are equal, and many as far from one centroid as from another. */
const integerMatrix = shape
  .chain(({ rowCount, columnCount }) =>
    fc.array(
      fc.array(fc.integer({ min: -20, max: 20 }), { minLength: rowCount, maxLength: rowCount }),
      { minLength: columnCount, maxLength: columnCount },
    ),
  )
  .map((columns) => columnsOf(...columns));

/** No row is as far from one centroid as from another, so that rounding decides nothing. */
const realMatrix = fc.tuple(shape, fc.nat()).map(([{ rowCount, columnCount }, seed]) => {
  const random = createRandom(seed);
  const column = () => Array.from({ length: rowCount }, () => 20 * random.normal());
  return columnsOf(...Array.from({ length: columnCount }, column));
});

function hasDistinctRows(matrix: Matrix, count: number): boolean {
  const rows = Array.from({ length: matrix.rowCount }, (_, row) =>
    matrix.columns.map((column) => column[row]).join(),
  );
  return new Set(rows).size >= count;
}

function inertiaOf(matrix: Matrix, centroids: Float64Array, labels: ArrayLike<number>): number {
  let inertia = 0;
  matrix.columns.forEach((column, j) =>
    column.forEach((value, row) => {
      const cell = (labels[row] ?? 0) * matrix.columns.length + j;
      inertia += (value - (centroids[cell] ?? 0)) ** 2;
    }),
  );
  return inertia;
}

describe('properties', () => {
  test('the inertia of a run never rises', () => {
    fc.assert(
      fc.property(integerMatrix, fc.integer({ min: 1, max: 6 }), fc.nat(), (matrix, k, seed) => {
        fc.pre(hasDistinctRows(matrix, k));
        for (const restart of fit(matrix, { k, seed, tolerance: 0 }).restarts) {
          restart.inertiaTrace.reduce((before, now) => {
            expect(now).toBeLessThanOrEqual(before * (1 + 1e-12) + 1e-9);
            return now;
          });
          const last = restart.inertiaTrace.at(-1) ?? NaN;
          expect(restart.inertia).toBeLessThanOrEqual(last * (1 + 1e-12) + 1e-9);
        }
      }),
    );
  });

  test('labels, sizes and inertia follow from the final centroids', () => {
    fc.assert(
      fc.property(integerMatrix, fc.integer({ min: 1, max: 6 }), (matrix, k) => {
        fc.pre(hasDistinctRows(matrix, k));
        const model = fit(matrix, { k });
        const { labels } = predictKMeans(model, matrix);
        const sizes = new Uint32Array(k);
        labels.forEach((label) => (sizes[label]! += 1));
        expect(model.sizes).toEqual(sizes);
        expect(model.inertia).toBeCloseTo(inertiaOf(matrix, model.centroids, labels), 8);
        expect(model.restarts[model.bestRestart]?.inertia).toBe(model.inertia);
        for (const run of model.restarts) {
          expect(run.inertia).toBeGreaterThanOrEqual(model.inertia * (1 - 1e-12));
        }
      }),
    );
  });

  test('from the same start, permuting the rows changes nobody’s cluster', () => {
    fc.assert(
      fc.property(realMatrix, fc.nat(), (matrix, seed) => {
        const k = 3;
        const order = Uint32Array.from({ length: matrix.rowCount }, (_, row) => row);
        createRandom(seed).shuffle(order);
        const random = createRandom(seed + 1);
        const startCentroids = Float64Array.from({ length: k * matrix.columns.length }, () =>
          Math.round(20 * random.normal()),
        );
        const shuffled = permuteRows(matrix, order);
        const before = fit(matrix, { k, startCentroids });
        const after = fit(shuffled, { k, startCentroids });
        const labels = predictKMeans(before, matrix).labels;
        expect([...predictKMeans(after, shuffled).labels]).toEqual(
          Array.from(order, (row) => labels[row]),
        );
      }),
    );
  });

  test('the order in which start centroids are given does not matter', () => {
    const { matrix } = makeBlobs(500, 2, 4, 2, 1);
    const start = [1, 2, -5, 4, 8, 8, -3, -6];
    const reversed = [-3, -6, 8, 8, -5, 4, 1, 2];
    expect(fit(matrix, { k: 4, startCentroids: Float64Array.from(start) })).toEqual(
      fit(matrix, { k: 4, startCentroids: Float64Array.from(reversed) }),
    );
  });

  test('the same seed gives the same model, and planted clusters are found', () => {
    const { matrix, truth } = makeBlobs(3000, 3, 5, 0.5, 12);
    const model = fit(matrix, { k: 5, seed: 4 });
    expect(fit(matrix, { k: 5, seed: 4 })).toEqual(model);
    const { labels, margins, distances } = predictKMeans(model, matrix);
    const pairs = new Set(Array.from(truth, (planted, row) => `${planted}-${labels[row]}`));
    expect(pairs.size).toBe(5);
    expect(model.converged).toBe(true);
    expect(margins.every((margin) => margin >= 0 && margin <= 1)).toBe(true);
    const squares = distances.reduce((sum, distance) => sum + distance ** 2, 0);
    expect(squares / model.inertia).toBeCloseTo(1, 12);
  });
});

describe('honest convergence', () => {
  test('a run at the iteration cap is not called converged', () => {
    const { matrix } = makeBlobs(2000, 2, 6, 3, 2);
    const model = fit(matrix, { k: 6, maxIterationCount: 2, tolerance: 0 });
    expect(model.restarts.map((run) => run.converged)).toEqual([false, false, false]);
    expect(model.restarts[0]?.inertiaTrace.length).toBe(2);
    expect(model.converged).toBe(false);
  });

  test('every restart is reported, with its own seed', () => {
    const { matrix } = makeBlobs(300, 2, 3, 3, 2);
    const model = fit(matrix, { k: 3, restartCount: 7 });
    expect(new Set(model.restarts.map((run) => run.seed)).size).toBe(7);
    const best = model.restarts[model.bestRestart];
    expect(best?.inertia).toBe(model.inertia);
  });

  test('steps tell the restart and never a number that is none', () => {
    const { matrix } = makeBlobs(300, 2, 3, 3, 2);
    const steps = [...fitKMeans(matrix, { ...defaultKMeansParams, k: 3, restartCount: 2 })];
    expect(new Set(steps.map((step) => `${step.phase} ${step.restart}`))).toEqual(
      new Set(['seeding 0', 'iterating 0', 'seeding 1', 'iterating 1']),
    );
    for (const step of steps) expect(Number.isFinite(step.inertia)).toBe(true);
  });
});

describe('awkward input', () => {
  test('a cluster without rows starts anew at the farthest row', () => {
    const matrix = columnsOf([0, 1, 2, 10, 11, 12, 50]);
    const model = fit(matrix, { k: 3, startCentroids: Float64Array.from([1, 11, 1000]) });
    expect(model.restarts[0]?.relocationCount).toBe(1);
    expect([...model.centroids]).toEqual([1, 11, 50]);
    expect(model.emptyClusterCount).toBe(0);
  });

  test('several empty clusters start at different rows', () => {
    const matrix = columnsOf([0, 0, 0, 9, 9, 20]);
    const start = Float64Array.from([0, 1000, 2000]);
    expect([...fit(matrix, { k: 3, startCentroids: start }).centroids]).toEqual([0, 9, 20]);
  });

  test('one row, k = 1', () => {
    const model = fit(columnsOf([3], [-4]), { k: 1 });
    expect([...model.centroids, model.inertia, ...model.sizes]).toEqual([3, -4, 0, 1]);
    const { margins } = predictKMeans(model, columnsOf([3], [-4]));
    expect([...margins]).toEqual([1]);
  });

  test('k = n puts every row into a cluster of its own', () => {
    const model = fit(columnsOf([5, 1, 4, 2, 3]), { k: 5 });
    expect([...model.centroids]).toEqual([1, 2, 3, 4, 5]);
    expect(model.inertia).toBe(0);
  });

  test('constant columns change nothing, not even the order of clusters', () => {
    const { matrix } = makeBlobs(400, 2, 3, 1, 5);
    const constant = new Float64Array(400).fill(0.1);
    const withConstant = { rowCount: 400, columns: [constant, ...matrix.columns] };
    const model = fit(matrix, { k: 3 });
    const other = fit(withConstant, { k: 3 });
    expect(other.sizes).toEqual(model.sizes);
    expect(other.inertia).toBeCloseTo(model.inertia, 9);
    expect([0, 3, 6].map((cell) => other.centroids[cell])).toEqual([0.1, 0.1, 0.1]);
  });

  test('an offset of 1e8 changes nobody’s cluster', () => {
    const { matrix } = makeBlobs(1000, 3, 4, 1, 6);
    const shifted = {
      rowCount: 1000,
      columns: matrix.columns.map((column) => column.map((value) => value + 1e8)),
    };
    const labels = predictKMeans(fit(matrix, { k: 4 }), matrix).labels;
    const model = fit(shifted, { k: 4 });
    expect(predictKMeans(model, shifted).labels).toEqual(labels);
    expect(model.inertia / fit(matrix, { k: 4 }).inertia).toBeCloseTo(1, 7);
  });

  test.each([
    ['near the largest number', [1e300, -1e300, 1.7e308, -1.7e308, 0, 5]],
    ['near the smallest number', [1e-300, 2e-300, 5e-324, 1e-310, 0, 3e-300]],
    ['both', [1e300, 1e-300, 1e300, 0, 7, -1e300]],
  ])('numbers %s give finite results', (_, values) => {
    const matrix = columnsOf(values);
    const model = fit(matrix, { k: 2 });
    const { distances, margins } = predictKMeans(model, matrix);
    const numbers = [...model.centroids, model.inertia, ...distances, ...margins];
    for (const restart of model.restarts) numbers.push(...restart.inertiaTrace);
    for (const number of numbers) expect(Number.isFinite(number)).toBe(true);
    expect(model.sizes[0]! + model.sizes[1]!).toBe(6);
  });

  function errorOf(run: () => unknown): AnalysisError {
    try {
      run();
    } catch (error) {
      if (error instanceof AnalysisError) return error;
      throw error;
    }
    throw new Error('nothing was thrown');
  }

  test('fewer distinct rows than clusters is refused with their number', () => {
    const duplicates = columnsOf([1, 1, 2, 2, -0, 0], [3, 3, 3, 3, 3, 3]);
    const error = errorOf(() => fit(duplicates, { k: 4 }));
    expect(error.code).toBe('input.too-few-rows');
    expect(error.message).toContain('3 different rows');
    expect(fit(duplicates, { k: 3 }).inertia).toBe(0);
  });

  test('missing and infinite cells are refused by column and count', () => {
    const error = errorOf(() => fit(columnsOf([1, 2, 3, 4], [1, NaN, Infinity, 4]), { k: 2 }));
    expect(error.code).toBe('input.not-finite');
    expect(error.place).toEqual({ column: 1, row: 1 });
    expect(error.message).toContain('2 missing or infinite values of 4');
  });

  test.each([
    ['no rows', { rowCount: 0, columns: [new Float64Array(0)] }, { k: 1 }, 'input.empty'],
    ['no columns', { rowCount: 3, columns: [] }, { k: 1 }, 'input.empty'],
    ['columns of unequal length', columnsOf([1, 2], [1]), { k: 1 }, 'input.length-mismatch'],
    ['k = 0', columnsOf([1, 2]), { k: 0 }, 'parameter.out-of-range'],
    ['k = 1.5', columnsOf([1, 2]), { k: 1.5 }, 'parameter.out-of-range'],
    [
      'a tolerance below zero',
      columnsOf([1, 2]),
      { k: 1, tolerance: -1 },
      'parameter.out-of-range',
    ],
    [
      'a start of the wrong size',
      columnsOf([1, 2]),
      { k: 2, startCentroids: new Float64Array(3) },
      'parameter.out-of-range',
    ],
  ])('%s is refused', (_, matrix, params, code) => {
    expect(errorOf(() => fit(matrix, params)).code).toBe(code);
  });
});

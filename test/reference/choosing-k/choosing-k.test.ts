// Criteria for the number of clusters against scikit-learn, kneed and scipy (make-numbers.py).
import { describe, expect, it } from 'vitest';
import { calinskiHarabasz } from '#analysis/choosing-k/calinski-harabasz';
import { clusterGeometry } from '#analysis/choosing-k/cluster-geometry';
import { daviesBouldin } from '#analysis/choosing-k/davies-bouldin';
import { findElbow } from '#analysis/choosing-k/elbow';
import { normalQuantile } from '#analysis/choosing-k/normal-quantile';
import numbers from './numbers.json' with { type: 'json' };

const columns = numbers.columns.map((column) => Float64Array.from(column));
const matrix = { rowCount: columns[0]?.length ?? 0, columns };

describe.each(numbers.criteria)('k = $k', (expected) => {
  it('has the indices of scikit-learn', () => {
    const geometry = clusterGeometry(matrix, expected.labels, expected.k);
    expect(daviesBouldin(geometry)).toBeCloseTo(expected.daviesBouldin, 12);
    const ratio = (calinskiHarabasz(geometry) ?? NaN) / expected.calinskiHarabasz;
    expect(ratio).toBeCloseTo(1, 12);
    expect(geometry.withinSquares / expected.inertia).toBeCloseTo(1, 12);
  });

  it('has them at an offset of 1e8 too, as far as the cells keep their digits', () => {
    const moved = columns.map((column) => column.map((value) => value + 1e8));
    const geometry = clusterGeometry({ ...matrix, columns: moved }, expected.labels, expected.k);
    expect(daviesBouldin(geometry)).toBeCloseTo(expected.daviesBouldin, 6);
  });
});

describe('findElbow', () => {
  it.each(numbers.elbows)('bends where kneed says: $k', ({ inertias, k }) => {
    const curve = inertias.map((inertia, i) => ({ k: i + 1, inertia }));
    expect(findElbow(curve).k).toBe(k);
  });
});

describe('normalQuantile', () => {
  it.each(numbers.normalQuantiles)('at %f', (probability = NaN, expected = NaN) => {
    const error = Math.abs(normalQuantile(probability) - expected);
    expect(error).toBeLessThanOrEqual(1.2e-9 * Math.abs(expected));
  });
});

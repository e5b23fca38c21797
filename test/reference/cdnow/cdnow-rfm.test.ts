// RFM features of the CDNOW sample, from the file to clusters, against pandas and scikit-learn.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { calinskiHarabasz } from '#analysis/choosing-k/calinski-harabasz';
import { clusterGeometry } from '#analysis/choosing-k/cluster-geometry';
import { daviesBouldin } from '#analysis/choosing-k/davies-bouldin';
import { kmeansClusterFit } from '#analysis/choosing-k/kmeans-cluster-fit';
import type { Matrix } from '#analysis/matrix';
import { fitQuintileScores } from '#analysis/quintile-scores/fit-quintile-scores';
import { paretoCurve } from '#analysis/rfe/pareto-curve';
import { summariseColumn } from '#analysis/statistics/summarise-column';
import { applyTransform } from '#analysis/transform/apply-transform';
import { fitTransform } from '#analysis/transform/fit-transform';
import { defaultTreatment } from '#analysis/transform/transform-params';
import numbers from './numbers.json' with { type: 'json' };

const file = join(import.meta.dirname, '../../../../shared/data/cdnow/CDNOW_sample.txt');
const absent = !existsSync(file);
if (absent) console.warn(`Skipped: the CDNOW sample is not at ${file}.`);

const dayMs = 86_400_000;

function readPeople(): Matrix {
  const asOf = Date.parse(`${numbers.asOf}T00:00:00Z`);
  const people = new Map<string, { last: number; purchases: number; dollars: number }>();
  for (const line of readFileSync(file, 'utf8').trim().split('\n')) {
    const [, id = '', date = '', , dollars = ''] = line.trim().split(/\s+/);
    const person = people.get(id) ?? { last: 0, purchases: 0, dollars: 0 };
    const iso = `${date.slice(0, 4)}-${date.slice(4, 6)}-${date.slice(6)}T00:00:00Z`;
    person.last = Math.max(person.last, Date.parse(iso));
    person.purchases++;
    person.dollars += Number(dollars);
    people.set(id, person);
  }
  const list = [...people.values()];
  return {
    rowCount: list.length,
    columns: [
      Float64Array.from(list, ({ last }) => (asOf - last) / dayMs),
      Float64Array.from(list, ({ purchases }) => purchases),
      Float64Array.from(list, ({ dollars }) => dollars),
    ],
  };
}

const fit = kmeansClusterFit({ restartCount: 50, maxIterationCount: 1000, tolerance: 1e-8 });

function cluster(matrix: Matrix, k: number) {
  const work = fit(matrix, { k, seed: 1 });
  let next = work.next();
  while (!next.done) next = work.next();
  return next.value;
}

describe.skipIf(absent)('the CDNOW sample', () => {
  const people: Matrix = absent ? { rowCount: 0, columns: [] } : readPeople();
  const names = numbers.columns.map(({ name }) => name);

  it('has the features of pandas', () => {
    expect(people.rowCount).toBe(numbers.people);
    numbers.columns.forEach((expected, i) => {
      const summary = summariseColumn(people.columns[i] ?? new Float64Array(), expected.name);
      expect(summary.mean).toBeCloseTo(expected.mean, 9);
      expect(summary.median).toBeCloseTo(expected.median, 9);
      expect(summary.skewness).toBeCloseTo(expected.skewBefore, 9);
    });
  });

  it('has the quintiles of numpy', () => {
    const model = fitQuintileScores(people, {
      columns: names.map((name) => ({ name, best: name === 'recency' ? 'low' : 'high' })),
      bandCount: 5,
      rule: 'published',
    });
    model.columns.forEach((column, i) => {
      column.quantiles.forEach((quantile, j) => {
        expect(quantile).toBeCloseTo(numbers.columns[i]?.quintiles[j] ?? NaN, 9);
      });
    });
  });

  it('is transformed as numpy transforms it', () => {
    const { columns } = fitTransform(people, names.map(defaultTreatment));
    columns.forEach((column, i) => {
      const expected = numbers.columns[i];
      expect(column.upper).toBeCloseTo(expected?.upper ?? NaN, 12);
      expect(column.mean).toBeCloseTo(expected?.logMean ?? NaN, 12);
      expect(column.scale).toBeCloseTo(expected?.logDeviation ?? NaN, 12);
      expect(column.skewAfter).toBeCloseTo(expected?.skewAfter ?? NaN, 9);
    });
  });

  it.each(numbers.fits)('falls into the clusters of scikit-learn: $k', (expected) => {
    const transform = fitTransform(people, names.map(defaultTreatment));
    const matrix = applyTransform(transform, people);
    const { labels, inertia } = cluster(matrix, expected.k);
    const geometry = clusterGeometry(matrix, labels, expected.k);
    expect(inertia / expected.inertia).toBeCloseTo(1, 6);
    expect([...geometry.sizes].sort((a, b) => a - b)).toEqual(expected.sizes);
    expect(daviesBouldin(geometry)).toBeCloseTo(expected.daviesBouldin, 6);
    expect((calinskiHarabasz(geometry) ?? NaN) / expected.calinskiHarabasz).toBeCloseTo(1, 6);
  });

  it('has the concentration that numpy finds', () => {
    const curve = paretoCurve(people.columns[2] ?? new Float64Array());
    expect(curve.total).toBeCloseTo(numbers.dollars, 6);
    expect(curve.topFifthShare).toBeCloseTo(numbers.topFifthShare, 12);
    expect(curve.gini).toBeCloseTo(numbers.gini, 12);
  });
});

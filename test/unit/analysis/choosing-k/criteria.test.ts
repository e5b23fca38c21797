// Gap statistic, bootstrap, elbow and indices: planted answers, typed errors, edge cases.
import { describe, expect, it } from 'vitest';
import type { AnalysisError } from '#analysis/analysis-error';
import { bootstrapJaccard, defaultJaccardParams } from '#analysis/choosing-k/bootstrap-jaccard';
import { calinskiHarabasz } from '#analysis/choosing-k/calinski-harabasz';
import { clusterGeometry } from '#analysis/choosing-k/cluster-geometry';
import { daviesBouldin } from '#analysis/choosing-k/davies-bouldin';
import { findElbow } from '#analysis/choosing-k/elbow';
import { defaultGapParams, gapStatistic } from '#analysis/choosing-k/gap-statistic';
import { sampleRows } from '#analysis/choosing-k/sample-rows';
import type { Matrix } from '#analysis/matrix';
import { drain, evenSpread, fit, fourBlobs, oneBlob, rowsOf } from './invented-rows.ts';

const code = (value: AnalysisError['code']) =>
  expect.objectContaining({ code: value }) as AnalysisError;

describe('gapStatistic', () => {
  const params = { ...defaultGapParams, maxK: 6 };
  const gap = (matrix: Matrix, seed = 1) => drain(gapStatistic(matrix, fit, { ...params, seed }));

  it('finds four planted groups, and one where there is one', () => {
    expect(gap(fourBlobs(400, 1)).k).toBe(4);
    expect(gap(oneBlob(400, 1)).k).toBe(1);
    expect(gap(evenSpread(400, 1)).k).toBe(1);
  });

  it('is blind to shift and turn of the data', () => {
    const rows = fourBlobs(300, 2);
    const [x, y, z] = rows.columns as [Float64Array, Float64Array, Float64Array];
    const turned = {
      ...rows,
      columns: [
        x.map((value, i) => 0.6 * value - 0.8 * (y[i] ?? NaN) + 50),
        x.map((value, i) => 0.8 * value + 0.6 * (y[i] ?? NaN)),
        z,
      ],
    };
    const plain = gap(rows);
    gap(turned).points.forEach((point, i) => {
      expect(point.logInertia).toBeCloseTo(plain.points[i]?.logInertia ?? NaN, 6);
      expect(point.gap).toBeCloseTo(plain.points[i]?.gap ?? NaN, 1);
    });
  });

  it('works on a seeded sample, with errors from all reference sets, step by step', () => {
    const rows = fourBlobs(900, 3);
    const sampled = { ...params, sampleRowCount: 300 };
    const steps = [...gapStatistic(rows, fit, sampled)];
    expect(steps.at(-1)).toEqual({ criterion: 'gap', done: 126, total: 126 });
    const result = drain(gapStatistic(rows, fit, sampled));
    expect(result).toMatchObject({ exact: false, sampleRowCount: 300, k: 4 });
    expect(result.points.every(({ standardError }) => standardError > 0)).toBe(true);
    expect(drain(gapStatistic(rows, fit, sampled))).toEqual(result);
  });

  it('needs more rows than clusters', () => {
    expect(() => gap(oneBlob(6, 1))).toThrow(code('input.too-few-rows'));
  });
});

describe('bootstrapJaccard', () => {
  const params = { ...defaultJaccardParams, repeatCount: 15 };
  const judge = (matrix: Matrix, k: number, overrides = {}) => {
    const { labels } = drain(fit(matrix, { k, seed: 9 }));
    return drain(bootstrapJaccard(matrix, labels, k, fit, { ...params, ...overrides }));
  };

  it('finds planted groups stable and divisions of one cloud unstable', () => {
    expect(judge(fourBlobs(400, 1), 4).least).toBeGreaterThan(0.9);
    expect(judge(oneBlob(400, 1), 7).least).toBeLessThan(0.75);
  });

  it('tells the cluster that is one from the two that should be one', () => {
    const result = judge(fourBlobs(400, 2), 5);
    const means = result.clusters.map((cluster) => cluster?.mean ?? NaN).sort((a, b) => a - b);
    expect(means[0]).toBeLessThan(0.75);
    expect(means[4]).toBeGreaterThan(0.9);
    expect(result.least).toBe(means[0]);
  });

  it('draws from a sample of many rows and says so', () => {
    const result = judge(fourBlobs(900, 3), 4, { sampleRowCount: 200 });
    expect(result).toMatchObject({ exact: false, sampleRowCount: 200 });
    expect(result.clusters.map((cluster) => cluster?.count)).toEqual([15, 15, 15, 15]);
  });

  it('says null for a cluster without rows', () => {
    const rows = fourBlobs(100, 4);
    const labels = new Uint8Array(100);
    const { clusters } = drain(bootstrapJaccard(rows, labels, 2, fit, params));
    expect(clusters[1]).toBeNull();
  });

  it('refuses labels of other rows', () => {
    const work = bootstrapJaccard(oneBlob(10, 1), [0, 1], 2, fit, params);
    expect(() => drain(work)).toThrow(code('input.length-mismatch'));
  });
});

describe('findElbow', () => {
  const curve = (...inertias: number[]) => inertias.map((inertia, i) => ({ k: i + 1, inertia }));

  it('finds a sharp bend and none in a straight line', () => {
    expect(findElbow(curve(100, 90, 80, 20, 18, 16, 14)).k).toBe(4);
    expect(findElbow(curve(30, 20, 10)).k).toBeNull();
    expect(findElbow(curve(5, 5, 5)).k).toBeNull();
  });

  it('needs a curve', () => {
    expect(() => findElbow(curve(3, 2))).toThrow(code('input.too-few-rows'));
    expect(() => findElbow(curve(3, 2, 1).reverse())).toThrow(code('parameter.out-of-range'));
  });
});

describe('cluster indices', () => {
  const line = { rowCount: 4, columns: [Float64Array.of(0, 1, 10, 11)] };

  it('agree with a hand calculation', () => {
    const geometry = clusterGeometry(line, [0, 0, 1, 1], 2);
    expect(daviesBouldin(geometry)).toBeCloseTo(0.1, 12);
    expect(calinskiHarabasz(geometry)).toBeCloseTo(100 / (1 / 2), 12);
    expect(geometry.smallestShare).toBe(0.5);
  });

  it('are null where they are not defined, and skip empty clusters', () => {
    const one = clusterGeometry(line, [0, 0, 0, 0], 1);
    expect([daviesBouldin(one), calinskiHarabasz(one)]).toEqual([null, null]);
    const flat = { rowCount: 4, columns: [Float64Array.of(2, 2, 2, 2)] };
    const same = clusterGeometry(flat, [0, 0, 1, 1], 2);
    expect([daviesBouldin(same), calinskiHarabasz(same)]).toEqual([null, null]);
    const gapped = clusterGeometry(line, [0, 0, 2, 2], 3);
    expect(daviesBouldin(gapped)).toBeCloseTo(0.1, 12);
    expect(gapped.smallestShare).toBe(0);
  });

  it('refuse labels that are none', () => {
    expect(() => clusterGeometry(line, [0, 0, 1, 2], 2)).toThrow(code('input.unknown-label'));
    expect(() => clusterGeometry(line, [0, 0, 1, -1], 2)).toThrow(code('input.unknown-label'));
    expect(() => clusterGeometry(line, [0, 0, 1], 2)).toThrow(code('input.length-mismatch'));
  });
});

describe('sampleRows', () => {
  it('draws distinct rows in order, all equally likely', () => {
    const hits = new Uint32Array(10);
    for (let seed = 0; seed < 3000; seed++) {
      const rows = sampleRows(10, 4, seed);
      expect(new Set(rows).size).toBe(4);
      expect([...rows]).toEqual([...rows].sort((a, b) => a - b));
      for (const row of rows) hits[row]!++;
    }
    for (const count of hits) expect(Math.abs(count - 1200)).toBeLessThan(140);
    expect([...sampleRows(3, 9, 1)]).toEqual([0, 1, 2]);
  });
});

describe('discrete rows', () => {
  it('are judged without a single number that is none', () => {
    const rows = rowsOf(200, 1, (random) => [random.integerBelow(3), random.integerBelow(2)]);
    const result = drain(gapStatistic(rows, fit, { ...defaultGapParams, maxK: 6 }));
    for (const point of result.points) {
      expect(Object.values(point).every(Number.isFinite)).toBe(true);
    }
  });
});

// The test of structure over many seeds: groups are found, and none are sold where there are none.
import { describe, expect, it } from 'vitest';
import type { AnalysisError } from '#analysis/analysis-error';
import { drawCorrelatedCloud, fitCorrelatedCloud } from '#analysis/choosing-k/correlated-cloud';
import { shuffleColumns } from '#analysis/choosing-k/shuffle-columns';
import { judgeStructure, type Control } from '#analysis/choosing-k/structure-verdict';
import { defaultStructureParams, testStructure } from '#analysis/choosing-k/test-structure';
import type { Matrix } from '#analysis/matrix';
import { spearman } from '#analysis/statistics/correlation';
import {
  activityCloud,
  drain,
  evenSpread,
  fit,
  fourBlobs,
  meanSilhouette,
  oneBlob,
} from './invented-rows.ts';

const code = (value: AnalysisError['code']) =>
  expect.objectContaining({ code: value }) as AnalysisError;

const rowCount = 150;
const seeds = Array.from({ length: 20 }, (_, i) => i + 1);
const params = { ...defaultStructureParams, ks: [2, 3, 4, 5], repeatCount: 8 };

function test(matrix: Matrix, seed: number) {
  return drain(testStructure(matrix, fit, meanSilhouette, { ...params, seed }));
}

function verdicts(makeRows: (rowCount: number, seed: number) => Matrix): string[] {
  return seeds.map((seed) => test(makeRows(rowCount, seed), seed).verdict);
}

const countOf = (list: string[], verdict: string) => list.filter((v) => v === verdict).length;

describe('testStructure over 20 seeds', { timeout: 180_000 }, () => {
  it('finds four planted groups every time', () => {
    for (const seed of seeds) {
      const result = test(fourBlobs(rowCount, seed), seed);
      expect(result.verdict).toBe('structure');
      expect(result.observed.k).toBe(4);
    }
  });

  it.each([
    ['an even spread', evenSpread],
    ['one round cloud', oneBlob],
    ['people who differ in activity only', activityCloud],
    [
      'four groups with shuffled columns',
      (count: number, seed: number) => shuffleColumns(fourBlobs(count, seed), seed),
    ],
  ])('sees no structure in %s', (_, makeRows) => {
    const found = verdicts(makeRows);
    expect(countOf(found, 'structure')).toBe(0);
    expect(countOf(found, 'no structure')).toBeGreaterThanOrEqual(19);
  });
});

describe('testStructure', () => {
  it('gives the same result for the same seed, and counts its progress to the end', () => {
    const rows = fourBlobs(rowCount, 1);
    const work = testStructure(rows, fit, meanSilhouette, { ...params, seed: 3 });
    let last = { done: 0, total: 0 };
    let next = work.next();
    for (; !next.done; next = work.next()) {
      expect(next.value.done).toBeGreaterThanOrEqual(last.done);
      last = next.value;
    }
    expect(last.done).toBe(last.total);
    expect(test(rows, 3)).toEqual(next.value);
  });

  it('says that it used a sample', () => {
    const result = drain(
      testStructure(fourBlobs(500, 2), fit, meanSilhouette, { ...params, sampleRowCount: 150 }),
    );
    expect(result).toMatchObject({ exact: false, sampleRowCount: 150, verdict: 'structure' });
    expect(result.controls.map(({ silhouettes }) => silhouettes.length)).toEqual([8, 8]);
  });

  it('needs three rows for every cluster', () => {
    expect(() => test(fourBlobs(11, 1), 1)).toThrow(code('input.too-few-rows'));
  });
});

describe('judgeStructure', () => {
  const control = (excess: number, beaten: boolean, kind: Control['kind']): Control => ({
    kind,
    silhouettes: [],
    interval: { count: 20, mean: 0, deviation: 1, standardError: 1, low: 0, high: 0 },
    largest: 0,
    excess,
    excessInDeviations: 9,
    beaten,
  });
  const judge = (shuffled: [number, boolean], cloud: [number, boolean], silhouette = 0.4) =>
    judgeStructure({ k: 3, silhouette }, [
      control(...shuffled, 'shuffled-columns'),
      control(...cloud, 'correlated-cloud'),
    ]);

  it('goes by the harder control', () => {
    expect(judge([0.3, true], [0.2, true]).verdict).toBe('structure');
    expect(judge([0.3, true], [0.04, true]).verdict).toBe('weak');
    expect(judge([0.3, true], [0.02, true]).verdict).toBe('no structure');
    expect(judge([0.3, true], [0.2, false]).verdict).toBe('no structure');
  });

  it('says what there is instead', () => {
    expect(judge([0.3, true], [0, false]).sentence).toMatch(/along a line/);
    expect(judge([0, false], [0, false], 0.6).sentence).toMatch(/gaps lie in single columns/);
    expect(judge([0, false], [0, false]).sentence).toMatch(/just as clearly/);
  });
});

describe('the controls', () => {
  const rows = activityCloud(1500, 1);
  const sorted = (column: Float64Array | undefined) => column?.slice().sort();
  const correlation = ({ columns }: Matrix, i: number, j: number) =>
    spearman(columns[i] ?? [], columns[j] ?? []) ?? NaN;

  it('keep the values of every column', () => {
    const cloud = fitCorrelatedCloud(rows, 1);
    for (const control of [shuffleColumns(rows, 1), drawCorrelatedCloud(cloud, 1)]) {
      control.columns.forEach((column, i) =>
        expect(sorted(column)).toEqual(sorted(rows.columns[i])),
      );
    }
  });

  it('break correlation, or keep it', () => {
    const cloud = drawCorrelatedCloud(fitCorrelatedCloud(rows, 1), 2);
    const apart = shuffleColumns(rows, 2);
    for (const [i, j] of [
      [0, 1],
      [0, 2],
      [1, 2],
    ] as const) {
      expect(Math.abs(correlation(apart, i, j))).toBeLessThan(0.08);
      expect(correlation(cloud, i, j)).toBeCloseTo(correlation(rows, i, j), 1);
    }
  });

  it('keep correlation under heavy ties too', () => {
    const tied = {
      ...rows,
      columns: rows.columns.map((column) => column.map((value) => Math.max(0, Math.round(value)))),
    };
    const cloud = drawCorrelatedCloud(fitCorrelatedCloud(tied, 1), 2);
    expect(correlation(cloud, 1, 2)).toBeCloseTo(correlation(tied, 1, 2), 1);
  });

  it('cope with a column that repeats another', () => {
    const column = rows.columns[0] ?? new Float64Array();
    const twice = { rowCount: rows.rowCount, columns: [column, column.slice()] };
    const cloud = drawCorrelatedCloud(fitCorrelatedCloud(twice, 1), 2);
    expect(correlation(cloud, 0, 1)).toBeGreaterThan(0.97);
  });
});

// Bins, histograms, grids, boxes and samples: what pictures are drawn from.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { binEdges, binOf } from '#analysis/reductions/bin-edges';
import { boxStatistics } from '#analysis/reductions/box-statistics';
import { densityGrids } from '#analysis/reductions/density-grid';
import { histogram } from '#analysis/reductions/histogram';
import { stratifiedRows } from '#analysis/reductions/stratified-rows';
import { createRandom } from '#analysis/random';

const anyNumber = fc.double({ noNaN: true, noDefaultInfinity: true });

describe('bins', () => {
  test('edges ascend from the least to the largest value, and every value has a bin', () => {
    fc.assert(
      fc.property(
        fc.array(anyNumber, { minLength: 1 }),
        fc.integer({ min: 1, max: 60 }),
        fc.boolean(),
        (list, binCount, logarithmic) => {
          const { edges, counts } = histogram(Float64Array.from(list), binCount, logarithmic);
          edges.forEach((edge, i) => {
            expect(Number.isFinite(edge)).toBe(true);
            if (i > 0) expect(edge).toBeGreaterThanOrEqual(edges[i - 1]!);
          });
          expect(counts.reduce((sum, count) => sum + count, 0)).toBe(list.length);
        },
      ),
    );
  });

  test('linear and logarithmic edges', () => {
    expect([...binEdges(0, 10, 5, false).edges]).toEqual([0, 2, 4, 6, 8, 10]);
    const { edges, logarithmic } = binEdges(0, 999, 3, true);
    expect(logarithmic).toBe(true);
    [0, 9, 99, 999].forEach((edge, i) => expect(edges[i]).toBeCloseTo(edge, 9));
    expect(binEdges(-1, 10, 3, true).logarithmic).toBe(false);
    expect([...binEdges(4, 4, 9, true).edges]).toEqual([3.5, 4.5]);
  });

  test('a value on an edge belongs above it, the largest to the last bin', () => {
    const edges = Float64Array.of(0, 1, 2);
    expect([-0.1, 0, 0.9, 1, 2, 2.1, NaN].map((value) => binOf(edges, value))).toEqual([
      -1, 0, 0, 1, 1, -1, -1,
    ]);
  });

  test('ranges and counts that make no bins are refused', () => {
    expect(() => binEdges(Infinity, -Infinity, 5, false)).toThrow(/range from Infinity/);
    expect(() => binEdges(0, 1, 0, false)).toThrow(/number of bins/);
    expect(() => histogram(Float64Array.of(1, NaN), 5, false)).toThrow(/row 1 is NaN/);
    expect(() => histogram(new Float64Array(0), 5, false)).toThrow(/no values/);
  });
});

describe('boxes', () => {
  test('a worked example with outliers on both sides', () => {
    const values = Float64Array.of(100, 1, 2, 3, 4, 5, 6, 7, 8, -50);
    expect(boxStatistics(values, 'x')).toEqual({
      minimum: -50,
      whiskerLow: 1,
      firstQuartile: 2.25,
      median: 4.5,
      thirdQuartile: 6.75,
      whiskerHigh: 8,
      maximum: 100,
      mean: 8.6,
    });
  });

  test('the numbers stand in their order, and whiskers never lie inside the box', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -99, max: 99 }), { minLength: 1 }), (list) => {
        const box = boxStatistics(Float64Array.from(list), 'x');
        const { minimum, whiskerLow, firstQuartile, median } = box;
        const { thirdQuartile, whiskerHigh, maximum } = box;
        const ordered = [
          ...[minimum, whiskerLow, firstQuartile, median],
          ...[thirdQuartile, whiskerHigh, maximum],
        ];
        expect(ordered).toEqual([...ordered].sort((a, b) => a - b));
      }),
    );
  });
});

describe('density grids', () => {
  const [x, y] = [Float64Array.of(0, 1, 1, 9, 5), Float64Array.of(0, 0, 1, 1, 7)];
  const bins = { edges: Float64Array.of(0, 1, 2), logarithmic: false };

  test('rows are counted by cluster, those outside are not', () => {
    const grids = densityGrids(x, y, [0, 1, 1, 1, 0], 2, bins, bins);
    expect(grids.map((grid) => [...grid])).toEqual([
      [1, 0, 0, 0],
      [0, 1, 0, 1],
    ]);
  });

  test('labels that belong to no grid are refused', () => {
    expect(() => densityGrids(x, y, [0, 1, 2, 0, 0], 2, bins, bins)).toThrow(/row 2 is 2/);
    expect(() => densityGrids(x, y, [0, 1], 2, bins, bins)).toThrow(/5 values meet 2/);
  });
});

describe('stratified rows', () => {
  const random = createRandom(3);
  const labels = Uint8Array.from({ length: 50_000 }, () => (random.uniform() < 0.001 ? 1 : 0));
  const rareCount = labels.filter((label) => label === 1).length;

  test('few rows are all taken', () => {
    expect([...stratifiedRows([0, 1, 0], 2, 5, 1, 1)]).toEqual([0, 1, 2]);
  });

  test('a rare cluster keeps its least number, the others their share', () => {
    const rows = stratifiedRows(labels, 2, 2000, 30, 1);
    const rare = [...rows].filter((row) => labels[row] === 1).length;
    expect(rare).toBe(Math.min(30, rareCount));
    expect(rows.length).toBeGreaterThan(1990);
    expect(rows.length).toBeLessThan(2031);
    expect(new Set(rows).size).toBe(rows.length);
    expect([...rows]).toEqual([...rows].sort((a, b) => a - b));
  });

  test('the seed decides which, and every row has the same chance', () => {
    expect(stratifiedRows(labels, 2, 2000, 30, 1)).toEqual(stratifiedRows(labels, 2, 2000, 30, 1));
    const counts = new Uint32Array(5);
    for (let seed = 0; seed < 50; seed++) {
      for (const row of stratifiedRows(labels, 2, 2000, 30, seed)) {
        counts[Math.floor(row / 10_000)]! += 1;
      }
    }
    for (const count of counts) expect(Math.abs(count / 20_000 - 1)).toBeLessThan(0.05);
  });
});

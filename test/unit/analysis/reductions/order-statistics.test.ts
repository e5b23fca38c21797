// Order statistics and quantiles of long columns against sorting.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { columnQuantiles } from '#analysis/reductions/column-quantiles';
import { orderStatistics } from '#analysis/reductions/order-statistics';
import { createRandom } from '#analysis/random';
import { quantiles } from '#analysis/statistics/quantile';

const rowCount = 150_000;

function column(draw: () => number): Float64Array {
  return Float64Array.from({ length: rowCount }, draw);
}

const random = createRandom(1);
const columns: [string, Float64Array][] = [
  ['normal', column(random.normal)],
  ['mostly zero', column(() => (random.uniform() < 0.9 ? 0 : random.normal()))],
  ['all equal', column(() => -7.25)],
  ['few whole numbers', column(() => random.integerBelow(5) - 2)],
  ['close together', column(() => 1 + random.uniform() * 1e-9)],
  ['very close together', column(() => 1 + random.integerBelow(3) * 2 ** -52)],
  ['all magnitudes', column(() => random.normal() * 10 ** (600 * random.uniform() - 300))],
  ['ascending', Float64Array.from({ length: rowCount }, (_, row) => row)],
];

describe.each(columns)('%s', (_, values) => {
  const sorted = values.slice().sort();

  test('every rank is that of the sorted column', () => {
    const ranks = [0, 1, 2, 1000, 75_000, 75_000, 149_998, 149_999];
    expect(orderStatistics(values, ranks)).toEqual(ranks.map((rank) => sorted[rank]));
  });

  test('quantiles are those of the sorted column', () => {
    const probabilities = [0, 0.001, 0.25, 0.5, 0.75, 0.995, 1];
    const expected = quantiles(values, probabilities);
    columnQuantiles(values, probabilities, 'x').forEach((value, index) => {
      const difference = Math.abs(value - expected[index]!);
      expect(difference).toBeLessThanOrEqual(1e-15 * Math.abs(expected[index]!));
    });
  });

  test('a column that is part of a larger buffer', () => {
    const part = new Float64Array(new SharedArrayBuffer(8 * (rowCount + 3)), 24, rowCount);
    part.set(values);
    expect(orderStatistics(part, [500])).toEqual([sorted[500]]);
  });
});

test('short columns', () => {
  fc.assert(
    fc.property(
      fc.array(fc.double({ noNaN: true, noDefaultInfinity: true }), { minLength: 1 }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (list, probability) => {
        const values = Float64Array.from(list);
        const [value] = columnQuantiles(values, [probability], 'x');
        expect(value).toBeGreaterThanOrEqual(Math.min(...list));
        expect(value).toBeLessThanOrEqual(Math.max(...list));
      },
    ),
  );
});

test.each([
  ['nothing', new Float64Array(0), 0.5, /no values/],
  ['a missing cell', Float64Array.of(1, NaN), 0.5, /row 1 is NaN/],
  ['a probability beyond 1', Float64Array.of(1), 1.5, /1\.5/],
])('%s is refused', (_, values, probability, message) => {
  expect(() => columnQuantiles(values, [probability], 'x')).toThrow(message);
});

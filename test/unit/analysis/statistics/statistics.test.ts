// What the statistics promise besides golden numbers: typed errors, invariances, no NaN.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AnalysisError } from '#analysis/analysis-error';
import { averageRanks } from '#analysis/statistics/average-ranks';
import { pearson, spearman } from '#analysis/statistics/correlation';
import { mean, moments } from '#analysis/statistics/moments';
import { quantiles } from '#analysis/statistics/quantile';
import { repeatInterval } from '#analysis/statistics/repeat-interval';
import { summariseColumn } from '#analysis/statistics/summarise-column';
import { wilsonInterval } from '#analysis/statistics/wilson-interval';

const finite = fc.double({ min: -1e9, max: 1e9, noNaN: true });
const column = fc.array(finite, { minLength: 2, maxLength: 50 });

function codeOf(run: () => unknown): string | undefined {
  try {
    run();
  } catch (error) {
    if (error instanceof AnalysisError) return error.code;
    throw error;
  }
  return undefined;
}

describe('empty and broken input', () => {
  it.each([
    ['mean', () => mean([])],
    ['moments', () => moments([])],
    ['quantiles', () => quantiles([], [0.5])],
    ['repeatInterval', () => repeatInterval([])],
    ['summariseColumn', () => summariseColumn(new Float64Array(0), 'clicks')],
    ['wilsonInterval', () => wilsonInterval(0, 0)],
    ['pearson', () => pearson([], [])],
  ])('%s of nothing is a typed error', (_, run) => {
    expect(codeOf(run)).toBe('input.empty');
  });

  it('names the row of a value that is not finite', () => {
    expect(() => mean([1, NaN, 3])).toThrow(/row 1 is NaN/);
    expect(() => quantiles([1, 2, Infinity], [0.5])).toThrow(/row 2 is Infinity/);
    expect(codeOf(() => spearman([1, 2], [NaN, 1]))).toBe('input.not-finite');
  });

  it('refuses unequal lengths and impossible parameters', () => {
    expect(codeOf(() => pearson([1, 2], [1]))).toBe('input.length-mismatch');
    expect(codeOf(() => quantiles([1], [1.5]))).toBe('parameter.out-of-range');
    expect(codeOf(() => quantiles([1], [NaN]))).toBe('parameter.out-of-range');
    expect(codeOf(() => wilsonInterval(5, 4))).toBe('parameter.out-of-range');
  });

  it('says null, not NaN, where a constant column has no skewness or correlation', () => {
    expect(moments([0.1, 0.1, 0.1])).toMatchObject({ skewness: null, excessKurtosis: null });
    expect(moments([0.1, 0.1, 0.1]).populationVariance).toBe(0);
    expect(pearson([0.1, 0.1, 0.1], [1, 2, 3])).toBeNull();
    expect(moments([5])).toMatchObject({ count: 1, mean: 5, sampleVariance: null });
  });
});

describe('moments', () => {
  it('keep their digits at an offset of 1e8', () => {
    const plain = Float64Array.from({ length: 1000 }, (_, i) => ((i * 37) % 101) / 64);
    const shifted = plain.map((value) => value + 1e8);
    const a = moments(plain);
    const b = moments(shifted);
    // The offset leaves about 1.5e-8 of each value, and nothing more may be lost.
    expect(b.mean - 1e8).toBeCloseTo(a.mean, 7);
    expect(b.populationVariance).toBeCloseTo(a.populationVariance, 7);
    expect(b.skewness).toBeCloseTo(a.skewness ?? NaN, 6);
  });

  it('are finite for units of any size', () => {
    for (const unit of [1e-200, 1, 1e150]) {
      const { skewness, excessKurtosis } = moments([0, unit, 3 * unit, 10 * unit]);
      expect(skewness).toBeCloseTo(0.9067529857542795, 12);
      expect(Number.isFinite(excessKurtosis)).toBe(true);
    }
  });

  it('refuse values whose square is no longer a number', () => {
    expect(codeOf(() => moments([1e200, -1e200]))).toBe('input.not-finite');
    expect(codeOf(() => mean([1.7e308, -1.7e308]))).toBe('input.not-finite');
  });

  it('do not depend on the order of the rows beyond rounding', () => {
    fc.assert(
      fc.property(column, (values) => {
        const a = moments(values);
        const b = moments([...values].reverse());
        expect(Math.abs(a.mean - b.mean)).toBeLessThanOrEqual(1e-6);
        expect(b.populationVariance).toBeCloseTo(a.populationVariance, -3);
        expect(a.populationVariance).toBeGreaterThanOrEqual(0);
      }),
    );
  });
});

describe('quantiles', () => {
  it('lies within the values and rises with the probability', () => {
    fc.assert(
      fc.property(column, fc.double({ min: 0, max: 1, noNaN: true }), (values, p) => {
        const [lower = NaN, found = NaN] = quantiles(values, [p / 2, p]);
        expect(lower).toBeGreaterThanOrEqual(Math.min(...values));
        expect(found).toBeLessThanOrEqual(Math.max(...values));
        expect(lower).toBeLessThanOrEqual(found);
      }),
    );
  });
});

describe('ranks and correlation', () => {
  it('gives ties their average rank', () => {
    expect([...averageRanks([30, 10, 20, 20])]).toEqual([4, 1, 2.5, 2.5]);
  });

  it('is symmetric, within [-1, 1], and blind to increasing maps when ranked', () => {
    const pairs = fc.array(fc.tuple(fc.integer({ min: -50, max: 50 }), fc.integer()), {
      minLength: 2,
      maxLength: 40,
    });
    fc.assert(
      fc.property(pairs, (rows) => {
        const a = rows.map(([x]) => x);
        const b = rows.map(([, y]) => y);
        const rank = spearman(a, b);
        const cubed = spearman(
          a.map((x) => x ** 3),
          b,
        );
        expect(cubed).toBe(rank);
        expect(pearson(b, a)).toBe(pearson(a, b));
        expect(Math.abs(pearson(a, b) ?? 0)).toBeLessThanOrEqual(1);
      }),
    );
  });
});

describe('wilsonInterval', () => {
  it('holds the share and stays within 0 and 1', () => {
    fc.assert(
      fc.property(fc.nat(1000), fc.nat(1000), (successes, failures) => {
        fc.pre(successes + failures > 0);
        const { share, low, high } = wilsonInterval(successes, successes + failures);
        expect(low).toBeGreaterThanOrEqual(0);
        expect(high).toBeLessThanOrEqual(1);
        expect(low).toBeLessThanOrEqual(share);
        expect(high).toBeGreaterThanOrEqual(share);
      }),
    );
  });
});

describe('repeatInterval', () => {
  it('widens by Student, not by the normal law', () => {
    const { mean: average, low, high, deviation } = repeatInterval([1, 2, 3, 4, 5]);
    expect(average).toBe(3);
    expect(deviation).toBeCloseTo(Math.sqrt(2.5), 12);
    expect(high - average).toBeCloseTo((2.776445105 * Math.sqrt(2.5)) / Math.sqrt(5), 8);
    expect(average - low).toBeCloseTo(high - average, 12);
  });
});

describe('summariseColumn', () => {
  it('counts what is missing, zero, negative and distinct, and uses the rest', () => {
    const summary = summariseColumn(Float64Array.of(0, NaN, 2, 2, -1, NaN), 'clicks');
    expect(summary).toMatchObject({
      count: 4,
      missingCount: 2,
      zeroCount: 1,
      negativeCount: 1,
      distinctCount: 3,
      whole: true,
      constant: false,
      median: 1,
      mean: 0.75,
    });
  });

  it('refuses a column without a value, and infinity', () => {
    expect(codeOf(() => summariseColumn(Float64Array.of(NaN, NaN), 'a'))).toBe('input.empty');
    expect(codeOf(() => summariseColumn(Float64Array.of(1, Infinity), 'a'))).toBe(
      'input.not-finite',
    );
  });
});

// Moments, quantiles, correlations and intervals against numpy and scipy (make-numbers.py).
import { describe, expect, it } from 'vitest';
import { pearson, spearman } from '#analysis/statistics/correlation';
import { moments } from '#analysis/statistics/moments';
import { quantiles } from '#analysis/statistics/quantile';
import { studentT95 } from '#analysis/statistics/student-t95';
import { wilsonInterval } from '#analysis/statistics/wilson-interval';
import numbers from './numbers.json' with { type: 'json' };

const names = ['normal', 'lognormal', 'counts', 'offset'] as const;

describe('moments', () => {
  it.each(names)('agree with scipy: %s', (name) => {
    const expected = numbers.moments[name];
    const found = moments(numbers.columns[name]);
    expect(found.mean).toBeCloseTo(expected.mean, 7);
    expect(relative(found.populationVariance, expected.populationVariance)).toBeLessThan(1e-12);
    expect(relative(found.sampleVariance ?? 0, expected.sampleVariance)).toBeLessThan(1e-12);
    expect(found.skewness).toBeCloseTo(expected.skewness, 9);
    expect(found.excessKurtosis).toBeCloseTo(expected.excessKurtosis, 9);
  });
});

describe('quantiles', () => {
  it.each(names)('are type 7, as in numpy: %s', (name) => {
    const found = quantiles(numbers.columns[name], numbers.probabilities);
    found.forEach((value, i) => {
      expect(relative(value, numbers.quantiles[name][i] ?? NaN)).toBeLessThan(1e-14);
    });
  });
});

describe('correlation', () => {
  it.each(numbers.correlations)('agrees with scipy: $a and $b', (expected) => {
    const a = numbers.columns[expected.a as (typeof names)[number]];
    const b = numbers.columns[expected.b as (typeof names)[number]];
    expect(pearson(a, b)).toBeCloseTo(expected.pearson, 12);
    expect(spearman(a, b)).toBeCloseTo(expected.spearman, 12);
  });
});

describe('intervals', () => {
  it.each(numbers.wilson)('Wilson, %i of %i', (successes = 0, total = 0, low = 0, high = 0) => {
    const found = wilsonInterval(successes, total);
    expect(found.low).toBeCloseTo(low, 12);
    expect(found.high).toBeCloseTo(high, 12);
  });

  it.each(numbers.studentT95)("Student's t, %i degrees of freedom", (n = 0, value = 0) => {
    expect(relative(studentT95(n), value)).toBeLessThan(1e-8);
  });
});

function relative(found: number, expected: number): number {
  return Math.abs(found - expected) / Math.max(Math.abs(expected), 1e-300);
}

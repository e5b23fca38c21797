// How a number that may come from a sample is reported.
import type { RepeatInterval } from '#analysis/statistics/repeat-interval';
import type { Estimate } from '#shared/results/result-parts';

export function estimateOf(interval: RepeatInterval, exact: boolean, sampleSize: number): Estimate {
  return {
    value: interval.mean,
    exact,
    sampleSize,
    low: exact ? null : interval.low,
    high: exact ? null : interval.high,
  };
}

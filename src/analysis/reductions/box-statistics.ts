// What a box plot shows of a column: quartiles, whiskers by Tukey's rule, extremes, mean.
import { mean } from '../statistics/moments.ts';
import { quantileOfSorted, sortedCopy } from '../statistics/quantile.ts';

export interface BoxStatistics {
  readonly minimum: number;
  /** The least value within 1.5 interquartile ranges below the first quartile. */
  readonly whiskerLow: number;
  readonly firstQuartile: number;
  readonly median: number;
  readonly thirdQuartile: number;
  /** The largest value within 1.5 interquartile ranges above the third quartile. */
  readonly whiskerHigh: number;
  readonly maximum: number;
  readonly mean: number;
}

/** @throws AnalysisError `input.empty`, `input.not-finite` */
export function boxStatistics(values: Float64Array, name: string): BoxStatistics {
  const sorted = sortedCopy(values, `Column ${name}`);
  const firstQuartile = quantileOfSorted(sorted, 0.25);
  const thirdQuartile = quantileOfSorted(sorted, 0.75);
  const reach = 1.5 * (thirdQuartile - firstQuartile);
  const low = sorted.find((value) => value >= firstQuartile - reach);
  const high = sorted.findLast((value) => value <= thirdQuartile + reach);
  return {
    minimum: sorted[0]!,
    whiskerLow: Math.min(low ?? firstQuartile, firstQuartile),
    firstQuartile,
    median: quantileOfSorted(sorted, 0.5),
    thirdQuartile,
    whiskerHigh: Math.max(high ?? thirdQuartile, thirdQuartile),
    maximum: sorted[sorted.length - 1]!,
    mean: mean(sorted),
  };
}

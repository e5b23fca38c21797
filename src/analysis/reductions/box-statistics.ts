// What a box plot shows of a column: quartiles, whiskers by Tukey's rule, extremes, mean.
import { mean } from '../statistics/moments.ts';
import { columnQuantiles } from './column-quantiles.ts';

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
  const found = columnQuantiles(values, [0, 0.25, 0.5, 0.75, 1], name);
  const [minimum, firstQuartile, median, thirdQuartile, maximum] = found as Five;
  const reach = 1.5 * (thirdQuartile - firstQuartile);
  let whiskerLow = firstQuartile;
  let whiskerHigh = thirdQuartile;
  for (const value of values) {
    if (value < whiskerLow && value >= firstQuartile - reach) whiskerLow = value;
    if (value > whiskerHigh && value <= thirdQuartile + reach) whiskerHigh = value;
  }
  return {
    minimum,
    whiskerLow,
    firstQuartile,
    median,
    thirdQuartile,
    whiskerHigh,
    maximum,
    mean: mean(values),
  };
}

/** One quantile for each probability asked for. */
type Five = [number, number, number, number, number];

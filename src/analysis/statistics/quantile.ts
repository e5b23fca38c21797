// Quantiles by linear interpolation: type 7 of Hyndman and Fan (1996), the default of R and numpy.
import { requireCount, requireFinite, requireRange, type Values } from './require-values.ts';

/**
 * The quantile of values in ascending order: with h = (n - 1) p, it is
 * x[floor h] + (h - floor h) (x[floor h + 1] - x[floor h]).
 *
 * @param sorted n >= 1 finite values, ascending
 * @param probability p in [0, 1]
 * @throws AnalysisError `input.empty`, `parameter.out-of-range`
 */
export function quantileOfSorted(sorted: Values, probability: number): number {
  requireCount(sorted.length, 1, 'Quantile');
  requireRange(probability, 0, 1, 'The probability of a quantile');
  const position = (sorted.length - 1) * probability;
  const index = Math.floor(position);
  const lower = sorted[index]!;
  const upper = sorted[Math.min(index + 1, sorted.length - 1)]!;
  return lower + (position - index) * (upper - lower);
}

/** An ascending copy of finite values; `input.not-finite` where one is not. */
export function sortedCopy(values: Values, what = 'Quantile'): Float64Array {
  requireFinite(values, what);
  return new Float64Array(values).sort();
}

/**
 * Several quantiles of values in any order.
 *
 * @throws AnalysisError `input.empty`, `input.not-finite`, `parameter.out-of-range`
 */
export function quantiles(values: Values, probabilities: readonly number[]): number[] {
  requireCount(values.length, 1, 'Quantile');
  const sorted = sortedCopy(values);
  return probabilities.map((probability) => quantileOfSorted(sorted, probability));
}

// Quantiles of very long columns, without a sorted copy.
import { requireCount, requireFinite, requireRange } from '../statistics/require-values.ts';
import { orderStatistics } from './order-statistics.ts';

/**
 * Exact quantiles of type 7 (Hyndman and Fan 1996), as `quantiles` of statistics, but in bounded
 * memory whatever the length.
 *
 * @param name of the column, for messages
 * @throws AnalysisError `input.empty`, `input.not-finite`, `parameter.out-of-range`
 */
export function columnQuantiles(
  values: Float64Array,
  probabilities: readonly number[],
  name: string,
): number[] {
  requireCount(values.length, 1, `Column ${name}`);
  requireFinite(values, `Column ${name}`, name);
  const last = values.length - 1;
  const positions = probabilities.map((probability) => {
    requireRange(probability, 0, 1, 'The probability of a quantile');
    return last * probability;
  });
  const ranks = positions.flatMap((position) => [
    Math.floor(position),
    Math.min(Math.floor(position) + 1, last),
  ]);
  const found = orderStatistics(values, ranks);
  return positions.map((position, index) => {
    const lower = found[2 * index]!;
    const upper = found[2 * index + 1]!;
    const share = position - Math.floor(position);
    return between(lower, upper, share) + 0;
  });
}

/** A value between two, also where their difference is beyond the range of numbers. */
function between(lower: number, upper: number, share: number): number {
  const difference = upper - lower;
  if (Number.isFinite(difference)) return lower + share * difference;
  return lower * (1 - share) + upper * share;
}

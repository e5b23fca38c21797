// Pearson's and Spearman's correlation.
import { mean } from './moments.ts';
import { averageRanks } from './average-ranks.ts';
import { requireCount, requireFinite, requireSameLength, type Values } from './require-values.ts';

/**
 * Pearson's product-moment correlation, within [-1, 1].
 *
 * @returns null where one side is constant: there is no correlation to speak of
 * @throws AnalysisError `input.length-mismatch`, `input.too-few-rows` below 2, `input.not-finite`
 */
export function pearson(a: Values, b: Values): number | null {
  requireSameLength(a, b, 'Correlation');
  requireCount(a.length, 2, 'Correlation');
  const meanA = mean(a);
  const meanB = mean(b);
  const unitA = largestDeviation(a, meanA);
  const unitB = largestDeviation(b, meanB);
  if (unitA === 0 || unitB === 0) return null;
  let squareA = 0;
  let squareB = 0;
  let product = 0;
  for (let i = 0; i < a.length; i++) {
    const x = (a[i]! - meanA) / unitA;
    const y = (b[i]! - meanB) / unitB;
    squareA += x * x;
    squareB += y * y;
    product += x * y;
  }
  return Math.max(-1, Math.min(1, product / Math.sqrt(squareA * squareB)));
}

/**
 * Spearman's rank correlation: Pearson's of the ranks, ties at their average rank.
 * Result and errors as `pearson`.
 */
export function spearman(a: Values, b: Values): number | null {
  requireSameLength(a, b, 'Rank correlation');
  requireFinite(a, 'Rank correlation');
  requireFinite(b, 'Rank correlation');
  return pearson(averageRanks(a), averageRanks(b));
}

/** Exactly 0 for a constant column: there the rounding of the mean must not count as spread. */
function largestDeviation(values: Values, average: number): number {
  let minimum = Infinity;
  let maximum = -Infinity;
  for (let i = 0; i < values.length; i++) {
    minimum = Math.min(minimum, values[i]!);
    maximum = Math.max(maximum, values[i]!);
  }
  return minimum === maximum ? 0 : Math.max(maximum - average, average - minimum);
}

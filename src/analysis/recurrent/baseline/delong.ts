// Areas under the ROC curves of two scores of the same people, and how far chance may move them.
import { averageRanks } from '../../statistics/average-ranks.ts';

export interface AreaPair {
  readonly areas: readonly [first: number, second: number];
  /** Variance of each area and their covariance (DeLong, DeLong and Clarke-Pearson 1988). */
  readonly variances: readonly [first: number, second: number];
  readonly covariance: number;
}

/** How a score does: its area, and the share of the other side that each person is ahead of. */
interface Placements {
  readonly area: number;
  readonly positives: Float64Array;
  readonly negatives: Float64Array;
}

/**
 * By mid-ranks (Sun and Xu 2014); ties count half.
 *
 * @param outcome 0 or 1 for each score, both at least twice
 */
export function pairedAreas(
  outcome: Uint8Array,
  first: Float64Array,
  second: Float64Array,
): AreaPair {
  const [a, b] = [placementsOf(outcome, first), placementsOf(outcome, second)];
  return {
    areas: [a.area, b.area],
    variances: [covarianceOf(a, a), covarianceOf(b, b)],
    covariance: covarianceOf(a, b),
  };
}

function placementsOf(outcome: Uint8Array, scores: Float64Array): Placements {
  const ranks = averageRanks(scores);
  const side = (label: number) => scores.filter((_, row) => outcome[row] === label);
  const ranksOf = (label: number) => ranks.filter((_, row) => outcome[row] === label);
  const own = { positives: averageRanks(side(1)), negatives: averageRanks(side(0)) };
  const { length: positiveCount } = own.positives;
  const { length: negativeCount } = own.negatives;
  const positives = ranksOf(1).map((rank, i) => (rank - own.positives[i]!) / negativeCount);
  const negatives = ranksOf(0).map((rank, i) => 1 - (rank - own.negatives[i]!) / positiveCount);
  const area = positives.reduce((sum, share) => sum + share, 0) / positiveCount;
  return { area, positives, negatives };
}

function covarianceOf(a: Placements, b: Placements): number {
  const over = (x: Float64Array, y: Float64Array) => {
    let sum = 0;
    for (let i = 0; i < x.length; i++) sum += (x[i]! - a.area) * (y[i]! - b.area);
    return sum / (x.length - 1) / x.length;
  };
  return over(a.positives, b.positives) + over(a.negatives, b.negatives);
}

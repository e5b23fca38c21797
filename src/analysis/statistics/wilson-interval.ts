// The Wilson score interval of a share (Wilson 1927), which behaves at 0 and 1 too.
import { requireCount, requireRange } from './require-values.ts';

export interface ShareInterval {
  readonly share: number;
  readonly low: number;
  readonly high: number;
}

/** The standard normal quantile at 0.975. */
export const z95 = 1.959963984540054;

/** At 0.995, for a verdict that looks at two intervals. */
export const z99 = 2.5758293035489004;

/**
 * @param successes 0 to total
 * @param total at least 1
 * @param z the normal quantile; 95 % by default
 * @throws AnalysisError `input.empty` for a total of 0, `parameter.out-of-range`
 */
export function wilsonInterval(successes: number, total: number, z = z95): ShareInterval {
  requireCount(total, 1, 'Share');
  requireRange(successes, 0, total, 'The count of a share');
  const share = successes / total;
  const square = (z * z) / total;
  const centre = (share + square / 2) / (1 + square);
  const half = Math.sqrt(share * (1 - share) * square + (square * square) / 4) / (1 + square);
  return {
    share,
    low: successes === 0 ? 0 : Math.max(0, centre - half),
    high: successes === total ? 1 : Math.min(1, centre + half),
  };
}

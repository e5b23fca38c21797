// How much of a column varies within persons: what hardly does divides people, not time.
import { requireSequences } from './decoded-panel.ts';

/** Below this share a column is a property of the person rather than of the period. */
export const leastWithinShare = 0.05;

/**
 * The sum of squares about the persons' own means by that about the mean of all rows.
 *
 * @param column NaN is a missing cell
 * @returns 0 to 1; null for a column that does not vary at all, or without values
 * @throws AnalysisError as `requireSequences`
 */
export function withinPersonShare(starts: Uint32Array, column: Float64Array): number | null {
  const personCount = requireSequences(starts, column.length);
  const first = column.find((cell) => !Number.isNaN(cell)) ?? 0;
  let within = 0;
  let all = 0;
  let sum = 0;
  let count = 0;
  for (let person = 0; person < personCount; person++) {
    let own = 0;
    let ownSquares = 0;
    let ownCount = 0;
    for (let row = starts[person]!; row < starts[person + 1]!; row++) {
      const cell = column[row]! - first;
      if (Number.isNaN(cell)) continue;
      own += cell;
      ownSquares += cell * cell;
      ownCount++;
    }
    if (ownCount === 0) continue;
    within += ownSquares - (own * own) / ownCount;
    all += ownSquares;
    sum += own;
    count += ownCount;
  }
  const total = count === 0 ? 0 : all - (sum * sum) / count;
  return total > 1e-12 * Math.max(1e-300, all) ? Math.min(1, Math.max(0, within / total)) : null;
}

// Whether a matrix holds enough different rows for the clusters asked for.
import { AnalysisError } from '../analysis-error.ts';
import type { Matrix } from '../matrix.ts';

/**
 * Requires at least k distinct rows; looks only as far as it must to find them.
 *
 * @throws AnalysisError `input.too-few-rows`, saying how many there are
 */
export function requireDistinctRows(matrix: Matrix, k: number): void {
  const found = new Set<string>();
  for (let row = 0; row < matrix.rowCount && found.size < k; row++) {
    // Adding zero makes minus zero equal to zero, as it is for every distance.
    found.add(matrix.columns.map((column) => (column[row] ?? 0) + 0).join());
  }
  if (found.size >= k) return;
  const rows = found.size === matrix.rowCount ? 'rows' : 'different rows';
  throw new AnalysisError(
    'input.too-few-rows',
    `${k} clusters cannot be formed from ${found.size} ${rows}.`,
    `Ask for at most ${found.size} clusters, or choose features in which people differ more.`,
  );
}

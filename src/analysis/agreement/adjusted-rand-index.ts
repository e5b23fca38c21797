// The adjusted Rand index (Hubert and Arabie 1985): agreement of two partitions beyond chance.
import { requireCount } from '../statistics/require-values.ts';
import type { CrossTable } from './cross-table.ts';

/**
 * 1 for equal partitions (whatever their numbering), about 0 for unrelated ones, below 0 for less
 * than chance. Rows that one side does not know take no part. Two partitions that both put
 * everything into one group, or everybody into an own one, are equal: 1.
 *
 * @throws AnalysisError `input.empty` where no row is known to both sides
 */
export function adjustedRandIndex(table: CrossTable): number {
  requireCount(table.total, 1, 'Adjusted Rand index');
  const together = sumOfPairs(table.counts);
  const rows = sumOfPairs(table.rowTotals);
  const columns = sumOfPairs(table.columnTotals);
  const all = (table.total * (table.total - 1)) / 2;
  const expected = all === 0 ? 0 : (rows / all) * columns;
  const most = (rows + columns) / 2;
  return most === expected ? 1 : (together - expected) / (most - expected);
}

function sumOfPairs(counts: readonly number[]): number {
  return counts.reduce((sum, count) => sum + (count * (count - 1)) / 2, 0);
}

// Sums of distances to every cluster in plain TypeScript: they define what the kernel computes.
import type { SortedRows } from './sorted-rows.ts';

/** Rows between two looks at whether to stop. */
const blockRowCount = 64;

/**
 * For every sorted row the sum of its Euclidean distances to all rows of each cluster, yielding the
 * share done.
 *
 * @returns rows x clusters, row-major
 */
export function* scalarDistanceSums(sorted: SortedRows): Generator<number, Float64Array> {
  const { rowCount, clusterCount, columns, starts } = sorted;
  const sums = new Float64Array(rowCount * clusterCount);
  for (let row = 0; row < rowCount; row++) {
    for (let cluster = 0; cluster < clusterCount; cluster++) {
      let sum = 0;
      for (let other = starts[cluster]!; other < starts[cluster + 1]!; other++) {
        let squares = 0;
        for (const column of columns) {
          const difference = column[row]! - column[other]!;
          squares += difference * difference;
        }
        sum += Math.sqrt(squares);
      }
      sums[row * clusterCount + cluster] = sum;
    }
    if (row % blockRowCount === blockRowCount - 1) yield (row + 1) / rowCount;
  }
  return sums;
}

// A cluster that lost its last row starts anew at the row farthest from its own centroid.
import type { KMeansRows } from './kmeans-backend.ts';

export interface RelocatedRow {
  /** The cluster the row is still labelled with. */
  readonly donor: number;
  readonly point: Float64Array;
}

/**
 * Moves every empty cluster's centroid onto a row and takes that row out of the cluster it belongs
 * to, as scikit-learn does. The farthest rows are taken, equal ones only once.
 *
 * @param assigned the centroids the rows were last assigned by
 * @param sums k x columns, sums of the rows of each cluster; changed
 * @param sizes k values; changed, as if the rows had moved already
 * @returns the rows that clusters were started at
 */
export function relocateEmptyClusters(
  rows: KMeansRows,
  assigned: Float64Array,
  sums: Float64Array,
  sizes: Uint32Array,
): RelocatedRow[] {
  const empty = [...sizes.keys()].filter((cluster) => sizes[cluster] === 0);
  if (empty.length === 0) return [];
  const { labels, first } = rows.nearestTwo(assigned);
  return farthestDistinctRows(rows, first, empty.length).map(({ row, point }, index) => {
    const cluster = empty[index] ?? 0;
    const donor = labels[row] ?? 0;
    point.forEach((value, j) => {
      sums[donor * rows.columnCount + j]! -= value;
      sums[cluster * rows.columnCount + j] = value;
    });
    sizes[donor]! -= 1;
    sizes[cluster] = 1;
    return { donor, point };
  });
}

interface FarRow {
  readonly row: number;
  readonly point: Float64Array;
  readonly distance: number;
}

/** Up to `count` rows of greatest distance and different coordinates, independent of row order. */
function farthestDistinctRows(rows: KMeansRows, distances: Float64Array, count: number): FarRow[] {
  const taken: FarRow[] = [];
  while (taken.length < count) {
    let best: FarRow | undefined;
    for (let row = 0; row < distances.length; row++) {
      const distance = distances[row] ?? 0;
      if (distance === 0 || (best && distance < best.distance)) continue;
      const point = new Float64Array(rows.columnCount);
      rows.copyRow(row, point, 0);
      if (taken.some((other) => compare(other.point, point) === 0)) continue;
      if (best && distance === best.distance && compare(point, best.point) >= 0) continue;
      best = { row, point, distance };
    }
    if (!best) break;
    taken.push(best);
  }
  return taken;
}

function compare(a: Float64Array, b: Float64Array): number {
  for (let j = 0; j < a.length; j++) {
    const difference = (a[j] ?? 0) - (b[j] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

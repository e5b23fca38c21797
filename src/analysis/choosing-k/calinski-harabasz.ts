// The index of Calinski and Harabasz (1974): scatter between clusters over scatter within; higher
// is better.
import type { ClusterGeometry } from './cluster-geometry.ts';

/**
 * (B / (k - 1)) / (W / (n - k)), with the number of clusters that hold rows as k.
 *
 * @returns null with fewer than two clusters, with as many clusters as rows, or with no scatter
 *   within clusters at all: not defined there
 */
export function calinskiHarabasz(geometry: ClusterGeometry): number | null {
  const { rowCount, sizes, withinSquares, betweenSquares } = geometry;
  const k = sizes.filter((size) => size > 0).length;
  if (k < 2 || k >= rowCount || withinSquares === 0) return null;
  return betweenSquares / (k - 1) / (withinSquares / (rowCount - k));
}

// The index of Davies and Bouldin (1979): how large clusters are beside their distance; lower is better.
import type { ClusterGeometry } from './cluster-geometry.ts';

/**
 * The mean over clusters of the worst (s_i + s_j) / d_ij, where s is the mean distance of a
 * cluster's rows to its centre and d the distance of the centres. Empty clusters take no part.
 *
 * @returns null with fewer than two clusters, or where two centres coincide: not defined there
 */
export function daviesBouldin(geometry: ClusterGeometry): number | null {
  const { columnCount: d, centres, sizes, distanceSums } = geometry;
  const filled = Array.from(sizes.keys()).filter((cluster) => sizes[cluster]! > 0);
  if (filled.length < 2) return null;
  const spread = (cluster: number) => distanceSums[cluster]! / sizes[cluster]!;
  let sum = 0;
  for (const a of filled) {
    let worst = 0;
    for (const b of filled) {
      if (a === b) continue;
      let squares = 0;
      for (let j = 0; j < d; j++) squares += (centres[a * d + j]! - centres[b * d + j]!) ** 2;
      if (squares === 0) return null;
      worst = Math.max(worst, (spread(a) + spread(b)) / Math.sqrt(squares));
    }
    sum += worst;
  }
  return sum / filled.length;
}

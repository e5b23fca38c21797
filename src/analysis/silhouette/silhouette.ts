// How much nearer each row is to its own cluster than to the next one (Rousseeuw 1987).
import { silhouetteKernel } from '#kernels/silhouette';
import type { Labels } from '../agreement/cross-table.ts';
import type { Matrix } from '../matrix.ts';
import type { Team } from '../team.ts';
import { kernelDistanceSums } from './kernel-distance-sums.ts';
import { scalarDistanceSums } from './scalar-distance-sums.ts';
import { sortByCluster, type SortedRows } from './sorted-rows.ts';

/**
 * Exact, over all pairs of rows: (b - a) / max(a, b), where a is the mean distance to the other rows
 * of the own cluster and b the least mean distance to the rows of another. A row alone in its
 * cluster has 0, as has every row where there is only one cluster. Yields the share done.
 *
 * @param labels 0 to k - 1 for every row
 * @param team whose threads share the work; plain TypeScript where there is none
 * @returns one value a row, in [-1, 1]
 * @throws AnalysisError `input.empty`, `input.not-finite`, `input.length-mismatch`,
 *   `input.unknown-label`
 */
export function* silhouetteValues(
  matrix: Matrix,
  labels: Labels,
  k: number,
  team?: Team,
): Generator<number, Float64Array> {
  const sorted = sortByCluster(matrix, labels, k);
  const sums = yield* team?.supports(silhouetteKernel)
    ? kernelDistanceSums(sorted, team)
    : scalarDistanceSums(sorted);
  const values = new Float64Array(matrix.rowCount);
  for (let cluster = 0; cluster < k; cluster++) {
    for (let place = sorted.starts[cluster]!; place < sorted.starts[cluster + 1]!; place++) {
      values[sorted.order[place]!] = valueOf(cluster, sums.subarray(place * k), sorted);
    }
  }
  return values;
}

function valueOf(own: number, sums: Float64Array, { clusterCount, starts }: SortedRows): number {
  const sizeOf = (cluster: number) => starts[cluster + 1]! - starts[cluster]!;
  if (sizeOf(own) <= 1) return 0;
  const a = sums[own]! / (sizeOf(own) - 1);
  let b = Infinity;
  for (let cluster = 0; cluster < clusterCount; cluster++) {
    if (cluster !== own && sizeOf(cluster) > 0) b = Math.min(b, sums[cluster]! / sizeOf(cluster));
  }
  const larger = Math.max(a, b);
  return b === Infinity || larger === 0 ? 0 : (b - a) / larger;
}

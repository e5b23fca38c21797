// The distance of every point to its k-th nearest, exactly: the curve that eps is read from, and the
// core distances of HDBSCAN.
import { kdTreeDistancesKernel } from '#kernels/kd-tree-distances';
import { requireRange } from '../statistics/require-values.ts';
import type { Team } from '../team.ts';
import type { KdTree } from './kd-tree.ts';
import { kernelKthSquares } from './kernel-kth-distances.ts';
import { scalarKthSquares } from './scalar-kth-distances.ts';

/**
 * Every point is its own nearest, as in DBSCAN's count: with k = minPts, a point is a core point where
 * eps is at least its distance here. Yields the share done.
 *
 * @param k 1 to the number of rows
 * @returns one distance a row
 * @throws AnalysisError `parameter.out-of-range`
 */
export function* kthDistances(
  tree: KdTree,
  k: number,
  team?: Team,
): Generator<number, Float64Array> {
  const squares = yield* kthSquares(tree, k, team);
  const distances = new Float64Array(tree.rowCount);
  tree.rows.forEach((row, position) => (distances[row] = Math.sqrt(squares[position]!)));
  return distances;
}

/** As `kthDistances`, squared and by position. */
export function* kthSquares(tree: KdTree, k: number, team?: Team): Generator<number, Float64Array> {
  requireRange(k, 1, tree.rowCount, 'The number of neighbours');
  return yield* team?.supports(kdTreeDistancesKernel)
    ? kernelKthSquares(tree, k, team)
    : scalarKthSquares(tree, k);
}

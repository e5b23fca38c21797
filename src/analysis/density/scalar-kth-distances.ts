// Distances to the k-th nearest point in plain TypeScript; they define what the kernel computes.
import { squaredDistance, type KdTree } from './kd-tree.ts';
import { leafBounds, leavesOutward } from './leaves-outward.ts';

/** Leaves between two looks at whether to stop. */
const leavesPerStep = 64;

/** By position: the square of the distance to the k-th nearest, the point itself being the first. */
export function* scalarKthSquares(tree: KdTree, k: number): Generator<number, Float64Array> {
  const squares = new Float64Array(tree.rowCount);
  for (let leaf = 0; leaf < tree.leafCount; leaf++) {
    const [start, end] = leafBounds(tree, leaf);
    const nearest = Array.from({ length: end - start }, () => new Float64Array(k).fill(Infinity));
    const reach = () => nearest.reduce((most, own) => Math.max(most, own[k - 1]!), 0);
    for (const other of leavesOutward(tree, leaf, reach)) {
      const [otherStart, otherEnd] = leafBounds(tree, other);
      nearest.forEach((own, lane) => {
        for (let b = otherStart; b < otherEnd; b++) {
          insert(own, squaredDistance(tree, start + lane, b));
        }
      });
    }
    nearest.forEach((own, lane) => (squares[start + lane] = own[k - 1]!));
    if (leaf % leavesPerStep === 0) yield leaf / tree.leafCount;
  }
  return squares;
}

/** Puts a square where it belongs among ascending ones and drops the greatest. */
function insert(ascending: Float64Array, square: number): void {
  let at = ascending.length - 1;
  if (square >= ascending[at]!) return;
  for (; at > 0 && ascending[at - 1]! > square; at--) ascending[at] = ascending[at - 1]!;
  ascending[at] = square;
}

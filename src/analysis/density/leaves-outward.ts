// The order in which a leaf of a k-d tree meets the others: its own subtree first, near ones early.
import { boxDistance, leafCapacity, leafOf, type KdTree } from './kd-tree.ts';

/** First position of a leaf and the one behind its last. */
export function leafBounds(tree: KdTree, leaf: number): [number, number] {
  const start = leaf * leafCapacity;
  return [start, Math.min(start + leafCapacity, tree.rowCount)];
}

/** Box and point distances are summed alike; where a compiler reorders, this keeps boxes safe. */
const boxSlack = 1 - 1e-12;

/**
 * The leaf itself, then those whose box is within reach, subtree by subtree up to the root.
 *
 * @param reach the squared distance beyond which nothing is of use any more; it may shrink
 * @param enter whether a node is of use otherwise
 */
export function* leavesOutward(
  tree: KdTree,
  leaf: number,
  reach: () => number,
  enter: (node: number) => boolean = () => true,
): Generator<number> {
  let node = tree.leafNodes[leaf]!;
  const own = node;
  if (enter(own)) yield leaf;
  while (node !== 0) {
    const parent = tree.parents[node]!;
    const sibling = node === parent + 1 ? tree.skip[node]! : parent + 1;
    const end = tree.skip[sibling]!;
    for (let at = sibling; at < end;) {
      if (!enter(at) || boxDistance(tree, own, at) * boxSlack > reach()) {
        at = tree.skip[at]!;
        continue;
      }
      const found = leafOf(tree, at);
      if (found >= 0) yield found;
      at++;
    }
    node = parent;
  }
}

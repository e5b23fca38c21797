// A k-d tree in shared memory, laid out for the kernels: leaves as panels of 32 lanes.
import type { TeamScope } from '../team-scope.ts';
import { leafCapacity, type KdTree } from './kd-tree.ts';

/** Where the parts of the tree lie, by the names that the kernels' arguments give them. */
export interface TreeAddresses {
  readonly dimensionCount: number;
  readonly leafCount: number;
  readonly panels: number;
  readonly boxes: number;
  readonly skip: number;
  readonly parents: number;
  readonly firstLeaf: number;
  readonly leafNodes: number;
}

/** @throws TeamError `memory-full` */
export function handOverTree(tree: KdTree, scope: TeamScope): TreeAddresses {
  const { rowCount, dimensionCount, leafCount } = tree;
  const cellCount = leafCount * leafCapacity * dimensionCount;
  const panels = scope.reserve(8 * cellCount);
  const boxes = scope.reserve(8 * tree.boxes.length);
  scope.doubles(boxes, tree.boxes.length).set(tree.boxes);
  const cells = scope.doubles(panels, cellCount);
  if (rowCount < leafCount * leafCapacity) {
    cells.fill(Infinity, (leafCount - 1) * leafCapacity * dimensionCount);
  }
  let from = 0;
  for (let position = 0; position < rowCount; position++) {
    const lane = position % leafCapacity;
    let to = (position - lane) * dimensionCount + lane;
    for (let d = 0; d < dimensionCount; d++, to += leafCapacity) cells[to] = tree.points[from++]!;
  }
  const words = (values: Uint32Array) => {
    const address = scope.reserve(4 * values.length);
    scope.words(address, values.length).set(values);
    return address;
  };
  const skip = words(tree.skip);
  const parents = words(tree.parents);
  const firstLeaf = words(tree.firstLeaf);
  const leafNodes = words(tree.leafNodes);
  return { dimensionCount, leafCount, panels, boxes, skip, parents, firstLeaf, leafNodes };
}

/** Names of the tree's words, which open the arguments of every kernel that works on one. */
export const treeWordNames = [
  'dimensionCount',
  'leafCount',
  'panels',
  'boxes',
  'skip',
  'parents',
  'firstLeaf',
  'leafNodes',
] as const;

/** By leaf: a bit for each lane that holds a point. */
export function laneMasksOf(tree: KdTree): Uint32Array {
  const masks = new Uint32Array(tree.leafCount).fill(0xffffffff);
  const last = tree.rowCount - (tree.leafCount - 1) * leafCapacity;
  if (last < leafCapacity) masks[tree.leafCount - 1] = 2 ** last - 1;
  return masks;
}

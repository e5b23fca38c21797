// A k-d tree (Bentley 1975) of full leaves: the order of points in which neighbours lie together.
import { requirePoints, type Points } from './points.ts';
import { selectNth } from './select-nth.ts';

/** Points of a leaf; every leaf but the last is full. The kernels rely on it. */
export const leafCapacity = 32;

/**
 * Nodes are numbered in preorder: the left child of node n is n + 1, and `skip[n]` is the first node
 * behind its subtree, so that a search needs no stack. Points are addressed by their position, which
 * counts leaf by leaf: position p is in leaf p / leafCapacity.
 */
export interface KdTree {
  readonly rowCount: number;
  readonly dimensionCount: number;
  readonly leafCount: number;
  readonly nodeCount: number;
  /** The row of the data at each position. */
  readonly rows: Uint32Array;
  /** rowCount x dimensionCount, by position. */
  readonly points: Float64Array;
  /** nodeCount x dimensionCount x 2: the least and the greatest coordinate of the node's points. */
  readonly boxes: Float64Array;
  readonly skip: Uint32Array;
  /** The node above; the root is its own. */
  readonly parents: Uint32Array;
  /** The first leaf of each node's subtree; a leaf's node has its own number here. */
  readonly firstLeaf: Uint32Array;
  readonly leafNodes: Uint32Array;
}

interface Building {
  readonly values: Float64Array;
  readonly dimensionCount: number;
  readonly rows: Uint32Array;
  readonly keys: Float64Array;
  readonly skip: Uint32Array;
  readonly parents: Uint32Array;
  readonly firstLeaf: Uint32Array;
  readonly leafNodes: Uint32Array;
}

/**
 * Splits at the dimension that spreads most, so that both halves hold full leaves.
 *
 * @throws AnalysisError as `requirePoints`
 */
export function buildKdTree(data: Points): KdTree {
  requirePoints(data, 'Density clustering');
  const { rowCount, dimensionCount, values } = data;
  const leafCount = Math.ceil(rowCount / leafCapacity);
  const nodeCount = 2 * leafCount - 1;
  const building: Building = {
    values,
    dimensionCount,
    rows: Uint32Array.from({ length: rowCount }, (_, row) => row),
    keys: new Float64Array(rowCount),
    skip: new Uint32Array(nodeCount),
    parents: new Uint32Array(nodeCount),
    firstLeaf: new Uint32Array(nodeCount),
    leafNodes: new Uint32Array(leafCount),
  };
  splitNode(building, 0, 0, leafCount);
  const points = new Float64Array(values.length);
  building.rows.forEach((row, position) => {
    const from = row * dimensionCount;
    const to = position * dimensionCount;
    for (let d = 0; d < dimensionCount; d++) points[to + d] = values[from + d]!;
  });
  const { rows, skip, parents, firstLeaf, leafNodes } = building;
  const layout = { rowCount, dimensionCount, leafCount, nodeCount, rows, points, skip, parents };
  return { ...layout, firstLeaf, leafNodes, boxes: boxesOf({ ...layout, firstLeaf }) };
}

function splitNode(building: Building, node: number, firstLeaf: number, leafCount: number): void {
  const { rows, keys, skip, parents, leafNodes } = building;
  skip[node] = node + 2 * leafCount - 1;
  building.firstLeaf[node] = firstLeaf;
  if (leafCount === 1) {
    leafNodes[firstLeaf] = node;
    return;
  }
  const start = firstLeaf * leafCapacity;
  const end = Math.min(start + leafCount * leafCapacity, rows.length);
  const leftLeafCount = (leafCount + 1) >> 1;
  const { values, dimensionCount } = building;
  const dimension = widestDimension(building, start, end);
  for (let i = start; i < end; i++) keys[i] = values[rows[i]! * dimensionCount + dimension]!;
  selectNth(keys, rows, start, end, start + leftLeafCount * leafCapacity);
  const right = node + 2 * leftLeafCount;
  parents[node + 1] = node;
  parents[right] = node;
  splitNode(building, node + 1, firstLeaf, leftLeafCount);
  splitNode(building, right, firstLeaf + leftLeafCount, leafCount - leftLeafCount);
}

/** Points looked at, evenly spaced, to choose a split: any choice gives a right tree. */
const spreadSampleCount = 128;

function widestDimension(building: Building, start: number, end: number): number {
  const { values, dimensionCount, rows } = building;
  const step = Math.max(1, Math.floor((end - start) / spreadSampleCount));
  let widest = 0;
  let greatestSpread = -1;
  for (let d = 0; d < dimensionCount; d++) {
    let least = Infinity;
    let greatest = -Infinity;
    for (let i = start; i < end; i += step) {
      const value = values[rows[i]! * dimensionCount + d]!;
      if (value < least) least = value;
      if (value > greatest) greatest = value;
    }
    if (greatest - least > greatestSpread) {
      greatestSpread = greatest - least;
      widest = d;
    }
  }
  return widest;
}

/** Tight boxes, from the leaves up; children have greater numbers than their parent. */
function boxesOf(
  tree: Pick<
    KdTree,
    'rowCount' | 'dimensionCount' | 'nodeCount' | 'points' | 'skip' | 'parents' | 'firstLeaf'
  >,
): Float64Array {
  const { rowCount, dimensionCount, nodeCount, points, skip, parents, firstLeaf } = tree;
  const boxes = new Float64Array(2 * nodeCount * dimensionCount);
  for (let i = 0; i < boxes.length; i++) boxes[i] = i % 2 === 0 ? Infinity : -Infinity;
  const widen = (at: number, low: number, high: number) => {
    if (low < boxes[at]!) boxes[at] = low;
    if (high > boxes[at + 1]!) boxes[at + 1] = high;
  };
  for (let node = nodeCount - 1; node >= 0; node--) {
    const box = 2 * node * dimensionCount;
    if (skip[node] === node + 1) {
      const start = firstLeaf[node]! * leafCapacity;
      const end = Math.min(start + leafCapacity, rowCount);
      for (let i = start * dimensionCount; i < end * dimensionCount; i++) {
        widen(box + 2 * (i % dimensionCount), points[i]!, points[i]!);
      }
    }
    const above = 2 * parents[node]! * dimensionCount;
    for (let i = 0; i < 2 * dimensionCount; i += 2)
      widen(above + i, boxes[box + i]!, boxes[box + i + 1]!);
  }
  return boxes;
}

/** The leaf of a node, or -1 for a node with children. */
export function leafOf(tree: KdTree, node: number): number {
  return tree.skip[node] === node + 1 ? tree.firstLeaf[node]! : -1;
}

/** The squared distance between the boxes of two nodes; 0 where they touch. */
export function boxDistance(tree: KdTree, a: number, b: number): number {
  const { boxes, dimensionCount } = tree;
  let sum = 0;
  for (let i = 2 * a * dimensionCount, j = 2 * b * dimensionCount, d = 0; d < dimensionCount; d++) {
    const gap = Math.max(0, boxes[i]! - boxes[j + 1]!, boxes[j]! - boxes[i + 1]!);
    sum += gap * gap;
    i += 2;
    j += 2;
  }
  return sum;
}

/** The squared distance of the points at two positions, summed dimension by dimension. */
export function squaredDistance(tree: KdTree, a: number, b: number): number {
  const { points, dimensionCount } = tree;
  let sum = 0;
  for (let i = a * dimensionCount, j = b * dimensionCount, d = 0; d < dimensionCount; d++) {
    const difference = points[i++]! - points[j++]!;
    sum += difference * difference;
  }
  return sum;
}

// The least spanning tree of mutual reachability by Boruvka's algorithm on a k-d tree.
import { firstEqualPoints } from './equal-points.ts';
import { none, type EdgeCells, type EdgeSearch } from './edge-search.ts';
import { leafCapacity, type KdTree } from './kd-tree.ts';
import { findRoot, joinSets, singletons } from './union-find.ts';

/** rowCount - 1 edges between positions, ascending; of equal reachability the nearer first. */
export interface SpanningTree {
  readonly from: Uint32Array;
  readonly to: Uint32Array;
  /** Mutual reachability: the greatest of the distance and both core distances. */
  readonly reaches: Float64Array;
}

interface Edge {
  readonly from: number;
  readonly to: number;
  readonly reach: number;
  readonly square: number;
}

/**
 * Edges are ordered by (reachability, distance, lesser position, greater position), so that the tree is
 * the same whoever finds it. Yields the share of edges found.
 *
 * @param coreSquares by position
 */
export function* spanningTree(
  tree: KdTree,
  coreSquares: Float64Array,
  edgeSearch: EdgeSearch,
): Generator<number, SpanningTree> {
  const { cells } = edgeSearch;
  const { rowCount } = tree;
  const sets = singletons(rowCount);
  const edges: Edge[] = [];
  cells.cores.set(coreSquares);
  fillNodeCores(tree, cells);
  const firstEqual = firstEqualPoints(tree);
  joinEqualPoints(firstEqual, coreSquares, sets, edges);
  cells.bestReaches.fill(0);
  cells.bestOthers.fill(none);
  while (edges.length < rowCount - 1) {
    for (let at = 0; at < rowCount; at++) cells.components[at] = findRoot(sets, at);
    fillNodeComponents(tree, cells);
    openLanes(firstEqual, cells);
    for (const share of edgeSearch.search()) yield (edges.length + share) / rowCount;
    for (const edge of leastEdges(cells, rowCount)) {
      if (joinSets(sets, edge.from, edge.to)) edges.push(edge);
    }
    yield edges.length / rowCount;
  }
  edges.sort((a, b) => compareEdges(a, b));
  return {
    from: Uint32Array.from(edges, ({ from }) => from),
    to: Uint32Array.from(edges, ({ to }) => to),
    reaches: Float64Array.from(edges, ({ reach }) => Math.sqrt(reach)),
  };
}

function fillNodeCores(tree: KdTree, { cores, nodeCores }: EdgeCells): void {
  nodeCores.fill(Infinity);
  for (let at = 0; at < tree.rowCount; at++) {
    const node = tree.leafNodes[Math.floor(at / leafCapacity)]!;
    if (cores[at]! < nodeCores[node]!) nodeCores[node] = cores[at]!;
  }
  for (let node = tree.nodeCount - 1; node > 0; node--) {
    const parent = tree.parents[node]!;
    if (nodeCores[node]! < nodeCores[parent]!) nodeCores[parent] = nodeCores[node]!;
  }
}

function fillNodeComponents(tree: KdTree, { components, nodeComponents }: EdgeCells): void {
  for (let node = tree.nodeCount - 1; node >= 0; node--) {
    if (tree.skip[node] !== node + 1) {
      const left = nodeComponents[node + 1]!;
      const right = nodeComponents[tree.skip[node + 1]!]!;
      nodeComponents[node] = left === right ? left : none;
      continue;
    }
    const start = tree.firstLeaf[node]! * leafCapacity;
    const end = Math.min(start + leafCapacity, tree.rowCount);
    const first = components[start]!;
    let same = true;
    for (let at = start + 1; at < end && same; at++) same = components[at] === first;
    nodeComponents[node] = same ? first : none;
  }
}

/** No edge of a point is shorter than its core distance, and one to an equal point is as short. */
function joinEqualPoints(
  firstEqual: Uint32Array,
  coreSquares: Float64Array,
  sets: Uint32Array,
  edges: Edge[],
): void {
  firstEqual.forEach((first, at) => {
    if (!joinSets(sets, first, at)) return;
    edges.push({ from: first, to: at, reach: coreSquares[at]!, square: 0 });
  });
}

/**
 * Points whose nearest has come into their own component look anew, where that may be of use. Of equal
 * points one looks for all.
 */
function openLanes(firstEqual: Uint32Array, cells: EdgeCells): void {
  const { components, bounds, openMasks, bestReaches, bestOthers } = cells;
  bounds.fill(Infinity);
  openMasks.fill(0);
  const hasEdge = (at: number) =>
    bestOthers[at] !== none && components[bestOthers[at]!] !== components[at];
  for (let at = 0; at < firstEqual.length; at++) {
    const component = components[at]!;
    if (hasEdge(at)) bounds[component] = Math.min(bounds[component]!, bestReaches[at]!);
  }
  for (let at = 0; at < firstEqual.length; at++) {
    if (hasEdge(at)) continue;
    if (firstEqual[at] !== at) continue;
    bestOthers[at] = none;
    // A foreign point is at least as far as the last nearest was.
    if (bestReaches[at]! > bounds[components[at]!]!) continue;
    openMasks[Math.floor(at / leafCapacity)]! |= 1 << (at % leafCapacity);
  }
}

/** The least edge out of every component. */
function leastEdges(
  { components, bestReaches, bestSquares, bestOthers }: EdgeCells,
  count: number,
) {
  const least = new Map<number, Edge>();
  for (let at = 0; at < count; at++) {
    const other = bestOthers[at]!;
    if (other === none) continue;
    const known = least.get(components[at]!);
    if (known && known.reach < bestReaches[at]!) continue;
    const edge = {
      from: Math.min(at, other),
      to: Math.max(at, other),
      reach: bestReaches[at]!,
      square: bestSquares[at]!,
    };
    if (!known || compareEdges(edge, known) < 0) least.set(components[at]!, edge);
  }
  return least.values();
}

function compareEdges(a: Edge, b: Edge): number {
  return a.reach - b.reach || a.square - b.square || a.from - b.from || a.to - b.to;
}

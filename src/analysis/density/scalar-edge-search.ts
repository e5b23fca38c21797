// The nearest point of another component in plain TypeScript; it defines what the kernel computes.
import { none, type EdgeCells, type EdgeSearch } from './edge-search.ts';
import { leafCapacity, squaredDistance, type KdTree } from './kd-tree.ts';
import { leafBounds, leavesOutward } from './leaves-outward.ts';

/** Leaves between two looks at whether to stop. */
const leavesPerStep = 64;

export function scalarEdgeSearch(tree: KdTree): EdgeSearch {
  const { rowCount, nodeCount, leafCount } = tree;
  const cells: EdgeCells = {
    cores: new Float64Array(rowCount),
    nodeCores: new Float64Array(nodeCount),
    components: new Uint32Array(rowCount),
    nodeComponents: new Uint32Array(nodeCount),
    bounds: new Float64Array(rowCount),
    openMasks: new Uint32Array(leafCount),
    bestReaches: new Float64Array(rowCount),
    bestSquares: new Float64Array(rowCount),
    bestOthers: new Uint32Array(rowCount),
  };
  return {
    cells,
    *search() {
      for (let leaf = 0; leaf < leafCount; leaf++) {
        if (cells.openMasks[leaf] !== 0) searchLeaf(tree, cells, leaf);
        if (leaf % leavesPerStep === 0) yield leaf / leafCount;
      }
    },
    close() {},
  };
}

function searchLeaf(tree: KdTree, cells: EdgeCells, leaf: number): void {
  const { components, nodeComponents, bounds, bestReaches, bestSquares, bestOthers } = cells;
  const open: number[] = [];
  for (let lane = 0; lane < leafCapacity; lane++) {
    if ((cells.openMasks[leaf]! >>> lane) & 1) open.push(leaf * leafCapacity + lane);
  }
  for (const own of open) {
    bestReaches[own] = Infinity;
    bestSquares[own] = Infinity;
    bestOthers[own] = none;
  }
  const limitOf = (own: number) => Math.min(bestReaches[own]!, bounds[components[own]!]!);
  const reach = () => open.reduce((most, own) => Math.max(most, limitOf(own)), 0);
  const component = nodeComponents[tree.leafNodes[leaf]!]!;
  const foreign = (node: number) => component === none || nodeComponents[node] !== component;
  for (const other of leavesOutward(tree, leaf, reach, foreign)) {
    const [start, end] = leafBounds(tree, other);
    for (const own of open) {
      for (let at = start; at < end; at++) {
        if (components[at] !== components[own]) meet(tree, cells, own, at);
      }
    }
  }
  for (const own of open) {
    const bound = bounds[components[own]!]!;
    if (bestReaches[own]! <= bound) continue;
    bestReaches[own] = bound;
    bestOthers[own] = none;
  }
}

function meet(tree: KdTree, cells: EdgeCells, own: number, other: number): void {
  const { cores, bestReaches, bestSquares, bestOthers } = cells;
  const square = squaredDistance(tree, own, other);
  const reach = Math.max(square, cores[own]!, cores[other]!);
  const order = reach - bestReaches[own]! || square - bestSquares[own]! || other - bestOthers[own]!;
  if (!(order < 0)) return;
  bestReaches[own] = reach;
  bestSquares[own] = square;
  bestOthers[own] = other;
}

// The passes of DBSCAN in plain TypeScript; they define what the kernel computes.
import type { DbscanParams, DbscanPasses } from './dbscan-types.ts';
import { leafCapacity, squaredDistance, type KdTree } from './kd-tree.ts';
import { leafBounds, leavesOutward } from './leaves-outward.ts';
import { findRoot, joinSets, singletons } from './union-find.ts';

/** Leaves between two looks at whether to stop. */
const leavesPerStep = 64;

export function scalarPasses(tree: KdTree): DbscanPasses {
  return {
    countCores: (params) => countCores(tree, params),
    joinCores: (params, core) => joinCores(tree, params, core),
    labelBorders: (params, coreLabels) => labelBorders(tree, params, coreLabels),
    close() {},
  };
}

function* countCores(tree: KdTree, { eps, minPts }: DbscanParams) {
  const square = eps * eps;
  const core = new Uint8Array(tree.rowCount);
  const counts = new Uint32Array(leafCapacity);
  for (let leaf = 0; leaf < tree.leafCount; leaf++) {
    const [start, end] = leafBounds(tree, leaf);
    counts.fill(0);
    for (const other of leavesOutward(tree, leaf, () => square)) {
      if (!countPairs(tree, start, end, other, square, minPts, counts)) break;
    }
    for (let a = start; a < end; a++) core[a] = counts[a - start]! >= minPts ? 1 : 0;
    if (leaf % leavesPerStep === 0) yield leaf / tree.leafCount;
  }
  return core;
}

/** Counts neighbours in another leaf; returns whether some point still needs more. */
function countPairs(
  tree: KdTree,
  start: number,
  end: number,
  other: number,
  square: number,
  minPts: number,
  counts: Uint32Array,
): boolean {
  const [otherStart, otherEnd] = leafBounds(tree, other);
  let open = false;
  for (let a = start; a < end; a++) {
    let count = counts[a - start]!;
    if (count >= minPts) continue;
    for (let b = otherStart; b < otherEnd && count < minPts; b++) {
      if (squaredDistance(tree, a, b) <= square) count++;
    }
    counts[a - start] = count;
    open ||= count < minPts;
  }
  return open;
}

function* joinCores(tree: KdTree, { eps }: DbscanParams, core: Uint8Array) {
  const square = eps * eps;
  const sets = singletons(tree.rowCount);
  for (let leaf = 0; leaf < tree.leafCount; leaf++) {
    const [start, end] = leafBounds(tree, leaf);
    for (const other of leavesOutward(tree, leaf, () => square)) {
      if (other > leaf) continue;
      const [otherStart, otherEnd] = leafBounds(tree, other);
      for (let a = start; a < end; a++) {
        if (core[a] === 0) continue;
        for (let b = otherStart; b < Math.min(otherEnd, a); b++) {
          if (core[b] === 0 || findRoot(sets, a) === findRoot(sets, b)) continue;
          if (squaredDistance(tree, a, b) <= square) joinSets(sets, a, b);
        }
      }
    }
    if (leaf % leavesPerStep === 0) yield leaf / tree.leafCount;
  }
  return sets.map((_, position) => findRoot(sets, position));
}

function* labelBorders(tree: KdTree, { eps }: DbscanParams, coreLabels: Int32Array) {
  const square = eps * eps;
  const labels = coreLabels.slice();
  for (let leaf = 0; leaf < tree.leafCount; leaf++) {
    const [start, end] = leafBounds(tree, leaf);
    for (const other of leavesOutward(tree, leaf, () => square)) {
      const [otherStart, otherEnd] = leafBounds(tree, other);
      for (let a = start; a < end; a++) {
        if (coreLabels[a] !== -1) continue;
        for (let b = otherStart; b < otherEnd; b++) {
          const label = coreLabels[b]!;
          if (label === -1 || (labels[a] !== -1 && label >= labels[a]!)) continue;
          if (squaredDistance(tree, a, b) <= square) labels[a] = label;
        }
      }
    }
    if (leaf % leavesPerStep === 0) yield leaf / tree.leafCount;
  }
  return labels;
}

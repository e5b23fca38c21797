// The hierarchy of merges that a least spanning tree stands for.
import type { SpanningTree } from './spanning-tree.ts';
import { findRoot } from './union-find.ts';

/** Merge i joins `left[i]` and `right[i]` into node rowCount + i; nodes below rowCount are points. */
export interface Linkage {
  readonly pointCount: number;
  readonly left: Uint32Array;
  readonly right: Uint32Array;
  /** Ascending. */
  readonly distances: Float64Array;
  /** Points of every merge. */
  readonly sizes: Uint32Array;
}

export function singleLinkage({ from, to, reaches }: SpanningTree): Linkage {
  const mergeCount = reaches.length;
  const pointCount = mergeCount + 1;
  const left = new Uint32Array(mergeCount);
  const right = new Uint32Array(mergeCount);
  const sizes = new Uint32Array(mergeCount);
  const sets = Uint32Array.from({ length: pointCount }, (_, i) => i);
  const nodes = sets.slice();
  const sizeOf = (node: number) => (node < pointCount ? 1 : sizes[node - pointCount]!);
  for (let merge = 0; merge < mergeCount; merge++) {
    const rootA = findRoot(sets, from[merge]!);
    const rootB = findRoot(sets, to[merge]!);
    left[merge] = nodes[rootA]!;
    right[merge] = nodes[rootB]!;
    sizes[merge] = sizeOf(left[merge]!) + sizeOf(right[merge]!);
    const root = Math.min(rootA, rootB);
    sets[Math.max(rootA, rootB)] = root;
    nodes[root] = pointCount + merge;
  }
  return { pointCount, left, right, distances: reaches, sizes };
}

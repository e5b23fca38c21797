// A tree as the list of its edges in depth-first order: what every way of computing SHAP walks along.
import { AnalysisError } from '../../analysis-error.ts';
import type { TreeEnsemble } from '../../supervised/tree-ensemble.ts';

/** Edges of one tree, left before right, a parent before its children; the edge belongs to its child. */
export interface TreeEdges {
  readonly tree: number;
  readonly edgeCount: number;
  /** Edges between the root and the deepest leaf. */
  readonly depth: number;
  /** The most distinct features between the root and a leaf. */
  readonly greatestPathFeatureCount: number;
  /** The node above the edge, an index into the ensemble: its split decides about the edge. */
  readonly node: Int32Array;
  readonly feature: Int32Array;
  /** 1: the left child's edge. */
  readonly isLeft: Uint8Array;
  /** Edges above this one. */
  readonly level: Int32Array;
  /** Level of the nearest edge above that splits on the same feature; -1: there is none. */
  readonly earlierLevel: Int32Array;
  /** Number of the edge's feature among the distinct features of the path, in their order. */
  readonly slot: Int32Array;
  /** The first edge behind the subtree below this edge. */
  readonly end: Int32Array;
  /** Offset of the leaf's values below the edge; -1: the edge ends in another split. */
  readonly valueStart: Int32Array;
  /** Share of the parent's training rows that took the edge. */
  readonly ratio: Float64Array;
  /** Product of the ratios of this and all earlier edges of the same feature on the path. */
  readonly share: Float64Array;
  /** The same without this edge; 1 where its feature is new on the path. */
  readonly earlierShare: Float64Array;
}

/**
 * @throws AnalysisError `fit.not-possible` where covers are not those of a tree
 */
export function listEdges(ensemble: TreeEnsemble, tree: number): TreeEdges {
  const first = ensemble.treeStarts[tree]!;
  const edgeCount = ensemble.treeStarts[tree + 1]! - first - 1;
  const edges = {
    tree,
    edgeCount,
    depth: 0,
    greatestPathFeatureCount: 0,
    node: new Int32Array(edgeCount),
    feature: new Int32Array(edgeCount),
    isLeft: new Uint8Array(edgeCount),
    level: new Int32Array(edgeCount),
    earlierLevel: new Int32Array(edgeCount),
    slot: new Int32Array(edgeCount),
    end: new Int32Array(edgeCount),
    valueStart: new Int32Array(edgeCount),
    ratio: new Float64Array(edgeCount),
    share: new Float64Array(edgeCount),
    earlierShare: new Float64Array(edgeCount),
  };
  /** Edges from the root to the one at hand. */
  const path: number[] = [];
  let next = 0;
  const visit = (node: number, slotCount: number): void => {
    for (const isLeft of [1, 0]) {
      const edge = next++;
      const feature = ensemble.feature[node]!;
      const child = isLeft ? ensemble.left[node]! : ensemble.right[node]!;
      const earlier = path.findLast((above) => edges.feature[above] === feature);
      const ratio = ratioOf(ensemble, node, child);
      edges.node[edge] = node;
      edges.feature[edge] = feature;
      edges.isLeft[edge] = isLeft;
      edges.level[edge] = path.length;
      edges.earlierLevel[edge] = earlier === undefined ? -1 : edges.level[earlier]!;
      edges.slot[edge] = earlier === undefined ? slotCount : edges.slot[earlier]!;
      edges.ratio[edge] = ratio;
      edges.earlierShare[edge] = earlier === undefined ? 1 : edges.share[earlier]!;
      edges.share[edge] = ratio * edges.earlierShare[edge];
      edges.depth = Math.max(edges.depth, path.length + 1);
      const slotsBelow = slotCount + (earlier === undefined ? 1 : 0);
      edges.greatestPathFeatureCount = Math.max(edges.greatestPathFeatureCount, slotsBelow);
      const isLeaf = ensemble.feature[child]! < 0;
      edges.valueStart[edge] = isLeaf ? ensemble.valueStart[child]! : -1;
      path.push(edge);
      if (!isLeaf) visit(child, slotsBelow);
      path.pop();
      edges.end[edge] = next;
    }
  };
  if (edgeCount > 0) visit(first, 0);
  return edges;
}

function ratioOf({ cover }: TreeEnsemble, node: number, child: number): number {
  // Below a branch that no training row took, how they would have split does not matter.
  if (cover[node] === 0 && cover[child] === 0) return 0.5;
  const ratio = cover[child]! / cover[node]!;
  if (ratio >= 0 && ratio <= 1 + 1e-9) return ratio;
  throw new AnalysisError(
    'fit.not-possible',
    `SHAP: node ${child} was reached by ${cover[child]} training rows, its parent by ${cover[node]}.`,
    'Explain with background rows instead, or fit the model again.',
  );
}

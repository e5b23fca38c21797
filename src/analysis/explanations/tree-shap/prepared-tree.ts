// A model prepared for SHAP, and each of its trees when it is first needed.
import type { FeatureTable } from '../../supervised/feature-table.ts';
import type { TreeEnsemble } from '../../supervised/tree-ensemble.ts';
import { gaussLegendre } from './gauss-legendre.ts';
import { listTakers, type BackgroundSets, type GameWeights } from './interventional.ts';
import type { LeafGroup } from './leaf-groups.ts';
import { listSteps, type PathSteps } from './path-steps.ts';
import type { TreeEdges } from './tree-edges.ts';
import type { ShapMode } from './tree-shap-types.ts';

/** A tree prepared for one of the modes. */
export interface PreparedTree {
  readonly edges: TreeEdges;
  /** Path-dependent only. */
  readonly steps: PathSteps | null;
  /** Interventional only. */
  readonly sets: BackgroundSets | null;
}

export interface TreeExplainer {
  /** The model as it is. */
  readonly model: TreeEnsemble;
  /** What is walked: the model, without its last class where that follows from the others. */
  readonly ensemble: TreeEnsemble;
  readonly mode: ShapMode;
  readonly background: FeatureTable | null;
  /** By class: mean output over the training rows or over the background. */
  readonly base: Float64Array;
  readonly edges: readonly TreeEdges[];
  /** By tree: groups of leaves where the tree is shallow enough for tables. */
  readonly groups: readonly (readonly LeafGroup[] | null)[];
  readonly weights: GameWeights;
  /** Trees prepared so far, kept where all of them fit into memory. */
  readonly prepared: (PreparedTree | undefined)[];
  readonly keepsPrepared: boolean;
}

/** Points that integrate every path's product exactly. */
export function pointCountOf({ greatestPathFeatureCount }: TreeEdges): number {
  return Math.max(1, Math.ceil(greatestPathFeatureCount / 2));
}

export function prepareTree(explainer: TreeExplainer, tree: number): PreparedTree {
  const kept = explainer.prepared[tree];
  if (kept) return kept;
  const edges = explainer.edges[tree]!;
  const { background, ensemble } = explainer;
  const prepared: PreparedTree = {
    edges,
    steps: background ? null : listSteps(ensemble, edges, gaussLegendre(pointCountOf(edges))),
    sets: background ? listTakers(ensemble, edges, background) : null,
  };
  if (explainer.keepsPrepared) explainer.prepared[tree] = prepared;
  return prepared;
}

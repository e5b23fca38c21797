// A model prepared for SHAP, and each of its trees when it is first needed.
import type { FeatureTable } from '../../supervised/feature-table.ts';
import type { TreeEnsemble } from '../../supervised/tree-ensemble.ts';
import { gaussLegendre, type Quadrature } from './gauss-legendre.ts';
import { listTakers, type BackgroundSets, type GameWeights } from './interventional.ts';
import type { LeafGroup } from './leaf-groups.ts';
import { edgeConstants } from './path-dependent.ts';
import type { TreeEdges } from './tree-edges.ts';
import type { ShapMode } from './tree-shap-types.ts';

/** A tree prepared for one of the modes. */
export interface PreparedTree {
  readonly edges: TreeEdges;
  readonly quadrature: Quadrature;
  /** Path-dependent only. */
  readonly constants: Float64Array;
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

export function prepareTree(explainer: TreeExplainer, tree: number): PreparedTree {
  const kept = explainer.prepared[tree];
  if (kept) return kept;
  const edges = explainer.edges[tree]!;
  const quadrature = gaussLegendre(Math.max(1, Math.ceil(edges.greatestPathFeatureCount / 2)));
  const { background, ensemble } = explainer;
  const prepared: PreparedTree = {
    edges,
    quadrature,
    constants: background ? new Float64Array(0) : edgeConstants(edges, quadrature),
    sets: background ? listTakers(ensemble, edges, background) : null,
  };
  if (explainer.keepsPrepared) explainer.prepared[tree] = prepared;
  return prepared;
}

// HDBSCAN (Campello, Moulavi and Sander 2013; McInnes and Healy 2017) on a k-d tree.
import { hdbscanEdgesKernel } from '#kernels/hdbscan-edges';
import { requireRange } from '../statistics/require-values.ts';
import type { Team } from '../team.ts';
import { condenseTree, type CondensedTree } from './condensed-tree.ts';
import type { KdTree } from './kd-tree.ts';
import { kernelEdgeSearch } from './kernel-edge-search.ts';
import { kthSquares } from './kth-distances.ts';
import { scalarEdgeSearch } from './scalar-edge-search.ts';
import { selectByExcessOfMass } from './select-clusters.ts';
import { singleLinkage } from './single-linkage.ts';
import { spanningTree } from './spanning-tree.ts';

export interface HdbscanParams {
  /** Fewer people than this are no cluster. */
  readonly minClusterSize: number;
  /** A point's core distance is that to its minSamples-th nearest, itself being the first. */
  readonly minSamples: number;
}

export interface HdbscanResult {
  /** The cluster of each row, numbered by their first row; -1 is noise. */
  readonly labels: Int32Array;
  readonly clusterCount: number;
  readonly sizes: Uint32Array;
  readonly noiseCount: number;
  /** How firmly each row belongs to its cluster, 0 (noise) to 1. */
  readonly strengths: Float64Array;
  /** How far out each row is (GLOSH), 0 to 1. */
  readonly outlierScores: Float64Array;
  /** By cluster: its place in the condensed tree, and its stability there. */
  readonly treeClusters: Uint32Array;
  readonly stabilities: Float64Array;
  /** Points of the tree are rows. */
  readonly condensed: CondensedTree;
}

export interface HdbscanStep {
  readonly phase: 'core distances' | 'spanning tree' | 'condensing';
  /** Share of the whole work, 0 to 1. */
  readonly share: number;
}

/** Where the time goes, roughly. */
const coreShare = 0.5;
const treeShare = 0.95;

/**
 * scikit-learn's clusters, up to points whose only ties to two clusters are equal: there the nearer
 * point decides. Yields after every stretch of leaves.
 *
 * @param team whose threads share the work; plain TypeScript where not given, with the same result
 * @throws AnalysisError `parameter.out-of-range`
 */
export function* fitHdbscan(
  tree: KdTree,
  params: HdbscanParams,
  team?: Team,
): Generator<HdbscanStep, HdbscanResult> {
  requireRange(params.minClusterSize, 2, Infinity, 'The least size of a cluster');
  const cores = kthSquares(tree, params.minSamples, team);
  const coreSquares = yield* inPhase('core distances', 0, coreShare, cores);
  const search = team?.supports(hdbscanEdgesKernel)
    ? kernelEdgeSearch(tree, team)
    : scalarEdgeSearch(tree);
  try {
    const steps = spanningTree(tree, coreSquares, search);
    const spanning = yield* inPhase('spanning tree', coreShare, treeShare, steps);
    yield { phase: 'condensing', share: treeShare };
    const byPosition = condenseTree(singleLinkage(spanning), params.minClusterSize);
    return label(toRows(byPosition, tree));
  } finally {
    search.close();
  }
}

function* inPhase<T>(
  phase: HdbscanStep['phase'],
  from: number,
  to: number,
  steps: Generator<number, T>,
): Generator<HdbscanStep, T> {
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
    yield { phase, share: from + step.value * (to - from) };
  }
}

function toRows(condensed: CondensedTree, { rows }: KdTree): CondensedTree {
  const pointClusters = new Uint32Array(rows.length);
  const pointDensities = new Float64Array(rows.length);
  rows.forEach((row, position) => {
    pointClusters[row] = condensed.pointClusters[position]!;
    pointDensities[row] = condensed.pointDensities[position]!;
  });
  return { clusters: condensed.clusters, pointClusters, pointDensities };
}

function label(condensed: CondensedTree): HdbscanResult {
  const { clusters, pointClusters, pointDensities } = condensed;
  const chosen = new Set(selectByExcessOfMass(condensed));
  /** By cluster of the tree: the chosen one it is part of, or -1. */
  const home = new Int32Array(clusters.length).fill(-1);
  clusters.forEach(({ parent }, index) => {
    home[index] = chosen.has(index) ? index : parent >= 0 ? home[parent]! : -1;
  });
  const numbers = new Map<number, number>();
  const labels = Int32Array.from(pointClusters, (cluster) => {
    const own = home[cluster]!;
    if (own === -1) return -1;
    if (!numbers.has(own)) numbers.set(own, numbers.size);
    return numbers.get(own)!;
  });
  const treeClusters = Uint32Array.from(numbers.keys());
  const sizes = new Uint32Array(treeClusters.length);
  const strengths = new Float64Array(labels.length);
  labels.forEach((own, row) => {
    if (own === -1) return;
    sizes[own]!++;
    const { death } = clusters[treeClusters[own]!]!;
    strengths[row] = death > 0 ? Math.min(1, pointDensities[row]! / death) : 1;
  });
  return {
    labels,
    clusterCount: treeClusters.length,
    sizes,
    noiseCount: labels.reduce((sum, own) => sum + (own === -1 ? 1 : 0), 0),
    strengths,
    outlierScores: outlierScores(condensed),
    treeClusters,
    stabilities: Float64Array.from(treeClusters, (cluster) => clusters[cluster]!.stability),
    condensed,
  };
}

/** 1 - density at which the row left / greatest density within its cluster (Campello et al. 2015). */
function outlierScores({ clusters, pointClusters, pointDensities }: CondensedTree): Float64Array {
  const densest = Float64Array.from(clusters, ({ death }) => death);
  for (let index = clusters.length - 1; index > 0; index--) {
    const { parent } = clusters[index]!;
    densest[parent] = Math.max(densest[parent]!, densest[index]!);
  }
  return Float64Array.from(pointClusters, (cluster, row) =>
    densest[cluster]! > 0 ? 1 - pointDensities[row]! / densest[cluster]! : 0,
  );
}

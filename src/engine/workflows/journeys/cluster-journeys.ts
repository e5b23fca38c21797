// Shared experiences: dense places among the encodings, or k-means for comparison.
import { defaultMinPts, distanceCurve, type DistanceCurve } from '#analysis/density/distance-curve';
import type { CondensedTree } from '#analysis/density/condensed-tree';
import { fitDbscan } from '#analysis/density/fit-dbscan';
import { fitHdbscan } from '#analysis/density/fit-hdbscan';
import { buildKdTree } from '#analysis/density/kd-tree';
import type { Points } from '#analysis/density/points';
import { kmeansSegments } from '#analysis/journeys/kmeans-segments';
import type { KMeansBackend } from '#analysis/kmeans/kmeans-backend';
import { defaultKMeansParams } from '#analysis/kmeans/kmeans-types';
import type { Team } from '#analysis/team';
import type { JourneysSettings } from '#shared/recipe/journeys-settings';

export interface JourneyClusters {
  /** 0 to clusterCount - 1, the largest first; -1 is noise. */
  readonly labels: Int32Array;
  readonly clusterCount: number;
  /** 1 for the rows that new persons are compared with. */
  readonly core: Uint8Array;
  readonly minPts: number | null;
  readonly eps: number | null;
  readonly epsChosenBy: 'knee' | 'person' | 'none';
  readonly k: number | null;
  readonly curve: DistanceCurve | null;
  /** HDBSCAN's, with the segment that each of its clusters became. */
  readonly tree: { readonly condensed: CondensedTree; readonly segments: Int32Array } | null;
}

/** One in so many persons has to be near, so that slivers are no segments; see docs/adr/0005. */
const personsPerNeighbour = 200;
/** More neighbours than this only cost time. */
const greatestNeighbourCount = 50;

/** Twice the number of dimensions, and where there are many persons at least one in 200, up to 50. */
function neighboursOf({ rowCount, dimensionCount }: Points): number {
  const ofPersons = Math.min(greatestNeighbourCount, Math.ceil(rowCount / personsPerNeighbour));
  return Math.max(defaultMinPts(dimensionCount), ofPersons);
}

/** Without a choice k-means makes so many groups: it is there to be compared with. */
const defaultK = 5;

export function* clusterJourneys(
  points: Points,
  choice: JourneysSettings['clustering'],
  seed: number,
  team: Team | undefined,
  backend: KMeansBackend,
): Generator<unknown, JourneyClusters> {
  if (choice.kind === 'k-means') {
    const k = choice.k ?? Math.min(defaultK, points.rowCount);
    const { labels } = yield* kmeansSegments(points, { ...defaultKMeansParams, k, seed }, backend);
    const core = new Uint8Array(points.rowCount).fill(1);
    const { labels: named, clusterCount } = bySize(labels, k);
    return {
      labels: named,
      clusterCount,
      core,
      minPts: null,
      eps: null,
      epsChosenBy: 'none',
      k,
      curve: null,
      tree: null,
    };
  }
  const tree = buildKdTree(points);
  const minPts = Math.min(choice.minPts ?? neighboursOf(points), points.rowCount);
  const curve = yield* distanceCurve(tree, minPts, team);
  if (choice.kind === 'dbscan') {
    const eps = choice.eps ?? curve.knee.eps;
    const found = yield* fitDbscan(tree, { eps, minPts }, team);
    const { labels, clusterCount } = bySize(found.labels, found.clusterCount);
    return {
      labels,
      clusterCount,
      core: found.core,
      minPts,
      eps,
      epsChosenBy: choice.eps === null ? 'knee' : 'person',
      k: null,
      curve,
      tree: null,
    };
  }
  const least = choice.minimumClusterSize ?? Math.max(minPts, Math.ceil(points.rowCount / 100));
  const params = { minClusterSize: Math.max(2, least), minSamples: minPts };
  const found = yield* fitHdbscan(tree, params, team);
  const sized = bySize(found.labels, found.clusterCount);
  const segments = new Int32Array(found.condensed.clusters.length).fill(-1);
  found.treeClusters.forEach((place, cluster) => (segments[place] = sized.newName[cluster]!));
  return {
    labels: sized.labels,
    clusterCount: sized.clusterCount,
    core: Uint8Array.from(found.labels, (label) => (label >= 0 ? 1 : 0)),
    minPts,
    eps: null,
    epsChosenBy: 'none',
    k: null,
    curve,
    tree: { condensed: found.condensed, segments },
  };
}

/** Clusters numbered anew: the largest first, of equal ones the former first. */
function bySize(
  labels: Int32Array,
  clusterCount: number,
): { labels: Int32Array; clusterCount: number; newName: Int32Array } {
  const sizes = new Uint32Array(clusterCount);
  for (const label of labels) if (label >= 0) sizes[label]!++;
  const order = Array.from(sizes.keys()).sort((a, b) => sizes[b]! - sizes[a]! || a - b);
  const newName = new Int32Array(clusterCount);
  order.forEach((old, index) => (newName[old] = index));
  const renamed = labels.map((label) => (label < 0 ? -1 : newName[label]!));
  return { labels: renamed, clusterCount, newName };
}

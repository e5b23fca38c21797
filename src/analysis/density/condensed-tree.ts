// The condensed tree of HDBSCAN: what remains of a hierarchy where splits under a size are mere losses.
import type { Linkage } from './single-linkage.ts';

export interface CondensedCluster {
  /** The cluster it split from; -1 for the root. */
  readonly parent: number;
  /** Density (1 / distance) at which it came to be; 0 for the root. */
  readonly birth: number;
  /** Points at its birth. */
  readonly size: number;
  readonly children: readonly number[];
  /** Greatest density at which a point left or the cluster split. */
  readonly death: number;
  /** Sum over its points of the density at which they left it, minus that of its birth. */
  readonly stability: number;
}

export interface CondensedTree {
  /** Parents come before their children; the root is 0. */
  readonly clusters: readonly CondensedCluster[];
  /** By point: the last cluster it was in, and the density at which it left. */
  readonly pointClusters: Uint32Array;
  readonly pointDensities: Float64Array;
}

interface Growing {
  parent: number;
  birth: number;
  size: number;
  children: number[];
  death: number;
  stability: number;
}

/**
 * Walks down from the root. A merge of two parts of at least `minClusterSize` is a split; else the
 * lesser part's points leave. Equal points have no distance: their density counts as that of the least
 * positive distance, and they are never split.
 */
export function condenseTree(linkage: Linkage, minClusterSize: number): CondensedTree {
  const { pointCount, left, right, distances, sizes } = linkage;
  const greatestDensity = 1 / (distances.find((distance) => distance > 0) ?? 1);
  const clusters: Growing[] = [newCluster(-1, 0, pointCount)];
  const nodeCount = 2 * pointCount - 1;
  const clusterOf = new Uint32Array(nodeCount);
  /** The density at which the points below a node left; 0 while they are still inside. */
  const left0 = new Float64Array(nodeCount);
  const sizeOf = (node: number) => (node < pointCount ? 1 : sizes[node - pointCount]!);
  for (let node = nodeCount - 1; node >= pointCount; node--) {
    const merge = node - pointCount;
    const cluster = clusterOf[node]!;
    const children = [left[merge]!, right[merge]!];
    const gone = left0[node]!;
    const distance = distances[merge]!;
    const density = distance > 0 ? 1 / distance : greatestDensity;
    const large = children.filter((child) => sizeOf(child) >= minClusterSize);
    const splits = gone === 0 && large.length === 2 && distance > 0;
    for (const child of children) {
      if (splits) {
        clusterOf[child] = clusters.length;
        clusters[cluster]!.children.push(clusters.length);
        clusters.push(newCluster(cluster, density, sizeOf(child)));
        leave(clusters[cluster]!, density, sizeOf(child));
        continue;
      }
      clusterOf[child] = cluster;
      const stays = gone === 0 && large.length === 1 && large[0] === child && distance > 0;
      if (stays) continue;
      left0[child] = gone === 0 ? density : gone;
      if (gone === 0) leave(clusters[cluster]!, density, sizeOf(child));
    }
  }
  return {
    clusters,
    pointClusters: clusterOf.slice(0, pointCount),
    pointDensities: left0.slice(0, pointCount),
  };
}

function newCluster(parent: number, birth: number, size: number): Growing {
  return { parent, birth, size, children: [], death: 0, stability: 0 };
}

function leave(cluster: Growing, density: number, count: number): void {
  cluster.stability += (density - cluster.birth) * count;
  cluster.death = Math.max(cluster.death, density);
}

// The outline of a condensed tree, as its picture draws it: how wide every cluster is at what density.
import type { CondensedTree } from './condensed-tree.ts';

export interface ClusterOutline {
  /** Place in the condensed tree, and that of the cluster it split from; -1 for the root. */
  readonly cluster: number;
  readonly parent: number;
  /** The label of a chosen cluster; -1 for one that was not chosen. */
  readonly label: number;
  readonly birth: number;
  readonly death: number;
  /** Ascending: up to densities[i] the cluster holds widths[i] points. */
  readonly densities: Float64Array;
  readonly widths: Uint32Array;
}

/**
 * @param treeClusters by label: the chosen cluster
 * @param greatestStepCount steps of an outline, at least 2; where more points leave, evenly many leave
 *   together, at the density of the last of them
 */
export function outlineTree(
  { clusters, pointClusters, pointDensities }: CondensedTree,
  treeClusters: ArrayLike<number>,
  greatestStepCount = 64,
): ClusterOutline[] {
  const leaving: number[][] = clusters.map(() => []);
  pointClusters.forEach((cluster, point) => leaving[cluster]!.push(pointDensities[point]!));
  const labels = new Map(Array.from(treeClusters, (cluster, label) => [cluster, label]));
  return clusters.map(({ parent, birth, death, size }, cluster) => {
    const densities = Float64Array.from(leaving[cluster]!).sort();
    const stepCount = Math.min(greatestStepCount - 1, densities.length);
    const gone = Array.from({ length: stepCount }, (_, step) =>
      Math.ceil(((step + 1) * densities.length) / stepCount),
    );
    const steps = gone.map((count, step) => ({
      density: densities[count - 1]!,
      width: size - (gone[step - 1] ?? 0),
    }));
    const left = size - densities.length;
    // What split off stays to the end.
    if (left > 0) steps.push({ density: death, width: left });
    return {
      cluster,
      parent,
      label: labels.get(cluster) ?? -1,
      birth,
      death,
      densities: Float64Array.from(steps, ({ density }) => density),
      widths: Uint32Array.from(steps, ({ width }) => width),
    };
  });
}

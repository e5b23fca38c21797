// Which clusters of a condensed tree to take: those of the greatest excess of mass.
import type { CondensedTree } from './condensed-tree.ts';

/**
 * Campello, Moulavi and Sander (2013): from the leaves up, a cluster is taken where it is at least as
 * stable as the best choice among its descendants together. The root, which is everybody, never is.
 *
 * @returns indices of the chosen clusters, ascending
 */
export function selectByExcessOfMass({ clusters }: CondensedTree): number[] {
  const best = new Float64Array(clusters.length);
  const taken = new Array<boolean>(clusters.length).fill(false);
  for (let index = clusters.length - 1; index > 0; index--) {
    const { children, stability } = clusters[index]!;
    const below = children.reduce((sum, child) => sum + best[child]!, 0);
    taken[index] = below <= stability;
    best[index] = Math.max(below, stability);
  }
  const hidden = new Array<boolean>(clusters.length).fill(false);
  const chosen: number[] = [];
  clusters.forEach(({ parent }, index) => {
    if (index === 0) return;
    hidden[index] = hidden[parent]! || (parent > 0 && taken[parent]!);
    if (taken[index] && !hidden[index]) chosen.push(index);
  });
  return chosen;
}

// Which cluster of a radius that is being tried is which segment of the run: those that hold most of
// the same people keep its name and colour.
import type { MapGroup } from '#figures/journeys/encoding-map';
import { segmentColour } from '#figures/palette';

/** Of the people of a cluster, so many have to be of one segment for it to be called so. */
const leastShared = 0.5;

/**
 * @param before groups of the run, and of every point on the map the label of its group
 * @param labels of every point its cluster; -1 is in none
 */
export function matchClusters(
  before: { readonly groups: readonly MapGroup[]; readonly labels: readonly number[] },
  labels: readonly number[],
  clusterCount: number,
): MapGroup[] {
  const members = Array.from({ length: clusterCount }, () => 0);
  const shared = members.map(() => new Map<number, number>());
  labels.forEach((cluster, point) => {
    const own = shared[cluster];
    if (!own) return;
    members[cluster] = (members[cluster] ?? 0) + 1;
    const segment = before.labels[point] ?? -1;
    own.set(segment, (own.get(segment) ?? 0) + 1);
  });
  const taken = new Set<MapGroup>();
  const bySize = members
    .map((_, cluster) => cluster)
    .sort((a, b) => (members[b] ?? 0) - (members[a] ?? 0));
  const found = new Map<number, MapGroup>();
  for (const cluster of bySize) {
    const group = before.groups
      .filter((candidate) => !candidate.isNoise && !taken.has(candidate))
      .map((candidate) => ({ candidate, count: shared[cluster]?.get(candidate.label) ?? 0 }))
      .sort((a, b) => b.count - a.count)
      .find(({ count }) => count > leastShared * (members[cluster] ?? 0));
    if (!group) continue;
    taken.add(group.candidate);
    found.set(cluster, { ...group.candidate, label: cluster });
  }
  const used = new Set([...found.values()].map(({ colour }) => colour));
  const free = Array.from({ length: 12 }, (_, index) => segmentColour(index)).filter(
    (colour) => !used.has(colour),
  );
  const clusters = members.map((_, cluster): MapGroup => {
    const known = found.get(cluster);
    if (known) return known;
    const name = `New cluster ${cluster + 1}`;
    const colour = free.shift() ?? segmentColour(cluster);
    return { label: cluster, name, shortName: name, colour, isNoise: false };
  });
  const grey = before.groups.find(({ isNoise }) => isNoise)?.colour;
  return [...clusters, noiseGroup(grey)];
}

function noiseGroup(colour = '#8a919d'): MapGroup {
  return { label: -1, name: 'Like no others', shortName: 'Like no others', colour, isNoise: true };
}

// Keeps direct labels from covering each other: as near to their places as a minimum gap allows.

interface Pool {
  members: number[];
  /** Sum of the wished first places of the pool. */
  sum: number;
}

/**
 * Places for labels that wish to stand at `wishes`, at least `gap` apart and within [low, high]
 * where they fit, in the order of `wishes`. Least squares from the wishes, by pooling neighbours
 * that would overlap (pool adjacent violators).
 */
export function spreadLabels(
  wishes: readonly number[],
  gap: number,
  low: number,
  high: number,
): number[] {
  const order = wishes.map((_, i) => i).sort((a, b) => (wishes[a] ?? 0) - (wishes[b] ?? 0));
  const pools: Pool[] = [];
  order.forEach((index, rank) => {
    // Without the gaps the places only have to rise: an isotonic regression.
    pools.push({ members: [index], sum: (wishes[index] ?? 0) - rank * gap });
    for (let last = pools.at(-1), before = pools.at(-2); last && before;) {
      if (before.sum / before.members.length <= last.sum / last.members.length) break;
      before.members.push(...last.members);
      before.sum += last.sum;
      pools.pop();
      last = before;
      before = pools.at(-2);
    }
  });
  const ceiling = high - (wishes.length - 1) * gap;
  const places = new Array<number>(wishes.length).fill(0);
  let rank = 0;
  for (const pool of pools) {
    const base = Math.max(low, Math.min(ceiling, pool.sum / pool.members.length));
    for (const index of pool.members) {
      places[index] = base + rank * gap;
      rank += 1;
    }
  }
  return places;
}

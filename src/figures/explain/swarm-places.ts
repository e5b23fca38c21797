// Places of a beeswarm: points with like values stand above and below each other, never on each other
// while there is room.

/** Shifts in [-0.5, 0.5] across the axis, in the order of `values`; alike for alike input. */
export function swarmShifts(values: readonly number[], binCount: number): number[] {
  const low = Math.min(...values);
  const width = (Math.max(...values) - low) / binCount || 1;
  const bins = new Map<number, number[]>();
  values.forEach((value, point) => {
    const bin = Math.floor((value - low) / width);
    const members = bins.get(bin);
    if (members) members.push(point);
    else bins.set(bin, [point]);
  });
  const fullest = Math.max(1, ...[...bins.values()].map(({ length }) => length));
  const step = 1 / Math.max(12, fullest);
  const shifts = new Array<number>(values.length).fill(0);
  for (const members of bins.values())
    members.forEach((point, rank) => {
      // 0, 1, -1, 2, -2 ...: from the middle outwards.
      const place = rank % 2 === 0 ? -rank / 2 : (rank + 1) / 2;
      shifts[point] = place * step;
    });
  return shifts;
}

/** Every n-th of `count`, at most `most`. */
export function thinned(count: number, most: number): number[] {
  const stride = Math.max(1, Math.ceil(count / Math.max(1, most)));
  return Array.from({ length: Math.ceil(count / stride) }, (_, i) => i * stride);
}

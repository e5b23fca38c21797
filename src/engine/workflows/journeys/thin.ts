// Fewer places of a long row, evenly spaced, with the first and the last among them.

/** At most `most` of the places 0 to count - 1, ascending. */
export function thinned(count: number, most: number): number[] {
  if (count <= most) return Array.from({ length: count }, (_, place) => place);
  return Array.from({ length: most }, (_, i) => Math.round((i * (count - 1)) / (most - 1)));
}

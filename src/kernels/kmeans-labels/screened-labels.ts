// Labels of a tile from the scores of its rows.

/** Lanes of the tile screened last whose label is in doubt, one bit each. */
export let doubts: u32 = 0;

/** Sixteen labels as bytes; a lane of -1 is in doubt. */
// @ts-ignore: decorator
@inline
export function packLabels(a: v128, b: v128, c: v128, d: v128): v128 {
  const low = i16x8.narrow_i32x4_s(a, b);
  const high = i16x8.narrow_i32x4_s(c, d);
  doubts = i8x16.bitmask(i8x16.narrow_i16x8_s(low, high));
  return i8x16.narrow_i16x8_u(low, high);
}

/** The index of the best score, or -1 where the second best is too close. */
// @ts-ignore: decorator
@inline
export function labelOf(best: v128, second: v128, mask: v128, bound: v128): v128 {
  // No best score is above zero, so the sum stays in range.
  return v128.or(v128.andnot(best, mask), i32x4.le_s(second, i32x4.add(best, bound)));
}

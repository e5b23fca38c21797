// Sums over the lanes of a vector.

/** Of two numbers of 64 bits. */
// @ts-ignore: decorator
@inline
export function addLanes(pair: v128): f64 {
  return f64x2.extract_lane(pair, 0) + f64x2.extract_lane(pair, 1);
}

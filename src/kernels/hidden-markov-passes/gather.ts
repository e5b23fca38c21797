// Lanes that do not lie beside each other.

/** Two numbers of different places. */
// @ts-ignore: decorator
@inline
export function gather(first: usize, second: usize): v128 {
  return v128.load64_lane(second, v128.load64_zero(first), 1);
}

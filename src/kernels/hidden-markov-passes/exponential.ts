// exp of our own, two numbers at a time.

/** exp of two numbers, each at most zero; as src/analysis/hidden-markov/exponential.ts has it. */
// @ts-ignore: decorator
@inline
export function exponential(x: v128): v128 {
  const clamped = f64x2.pmax(f64x2.splat(-708), x);
  const shift = f64x2.splat(6755399441055744);
  const shifted = f64x2.add(f64x2.mul(clamped, f64x2.splat(1.4426950408889634)), shift);
  const octaves = f64x2.sub(shifted, shift);
  const high = f64x2.sub(clamped, f64x2.mul(octaves, f64x2.splat(0.6931471803691238)));
  const rest = f64x2.sub(high, f64x2.mul(octaves, f64x2.splat(1.9082149292705877e-10)));
  const square = f64x2.mul(rest, rest);
  // Even and odd powers side by side, for speed.
  let odd = f64x2.splat(2.5114870232064345e-8);
  odd = f64x2.add(f64x2.mul(odd, square), f64x2.splat(2.7557224956072986e-6));
  odd = f64x2.add(f64x2.mul(odd, square), f64x2.splat(1.9841269909219884e-4));
  odd = f64x2.add(f64x2.mul(odd, square), f64x2.splat(8.333333333309526e-3));
  odd = f64x2.add(f64x2.mul(odd, square), f64x2.splat(0.16666666666666702));
  odd = f64x2.add(f64x2.mul(odd, square), f64x2.splat(1));
  let even = f64x2.splat(2.763264069051338e-7);
  even = f64x2.add(f64x2.mul(even, square), f64x2.splat(2.4801485479175668e-5));
  even = f64x2.add(f64x2.mul(even, square), f64x2.splat(1.3888888952318084e-3));
  even = f64x2.add(f64x2.mul(even, square), f64x2.splat(4.166666666648808e-2));
  even = f64x2.add(f64x2.mul(even, square), f64x2.splat(0.5000000000000019));
  even = f64x2.add(f64x2.mul(even, square), f64x2.splat(1));
  const power = f64x2.add(even, f64x2.mul(rest, odd));
  return i64x2.add(power, i64x2.shl(shifted, 52));
}

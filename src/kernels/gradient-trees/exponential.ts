// The exponential as src/analysis/supervised/exponential.ts has it. Its constants lie among the numbers of
// the arguments: they are faster to load than to write as literals.

/** The constants of the exponential among the numbers. */
const LEAST_ARGUMENT: usize = 40;
export const SHIFT: usize = 48;
const LOG2_E: usize = 56;
const LN2_HIGH: usize = 64;
const LN2_LOW: usize = 72;
/** 1 / k! for k = 0 .. 13. */
export const COEFFICIENTS: usize = 80;

// @ts-ignore: decorator
@inline
function coefficient(numbers: usize, k: usize): v128 {
  return v128.load64_splat(numbers + COEFFICIENTS + (k << 3));
}

/** exp(x) for x <= 0 in two lanes. */
// @ts-ignore: decorator
@inline
export function exponential(argument: v128, numbers: usize): v128 {
  const x = f64x2.pmax(argument, v128.load64_splat(numbers, LEAST_ARGUMENT));
  const shift = v128.load64_splat(numbers, SHIFT);
  const shifted = f64x2.add(f64x2.mul(x, v128.load64_splat(numbers, LOG2_E)), shift);
  const k = f64x2.sub(shifted, shift);
  const high = f64x2.sub(x, f64x2.mul(k, v128.load64_splat(numbers, LN2_HIGH)));
  const r = f64x2.sub(high, f64x2.mul(k, v128.load64_splat(numbers, LN2_LOW)));
  const square = f64x2.mul(r, r);
  const fourth = f64x2.mul(square, square);
  const a = quarter(numbers, 0, r, square);
  const b = quarter(numbers, 4, r, square);
  const c = quarter(numbers, 8, r, square);
  const d = f64x2.add(coefficient(numbers, 12), f64x2.mul(r, coefficient(numbers, 13)));
  const tail = f64x2.add(c, f64x2.mul(fourth, d));
  const rest = f64x2.add(b, f64x2.mul(fourth, tail));
  const polynomial = f64x2.add(a, f64x2.mul(fourth, rest));
  // The low bits of the shifted number are k; added to the exponent they multiply by 2^k.
  return i64x2.add(polynomial, i64x2.shl(shifted, 52));
}

/** Four terms of the polynomial. */
// @ts-ignore: decorator
@inline
function quarter(numbers: usize, k: usize, r: v128, square: v128): v128 {
  const low = f64x2.add(coefficient(numbers, k), f64x2.mul(r, coefficient(numbers, k + 1)));
  const high = f64x2.add(coefficient(numbers, k + 2), f64x2.mul(r, coefficient(numbers, k + 3)));
  return f64x2.add(low, f64x2.mul(square, high));
}

// The exponential as src/analysis/supervised/exponential.ts has it. Its constants lie in memory, where they
// are faster to load than to write as literals.

/** f64 constants by their bytes from the table's address: `exponentialConstants`, in its order. */
const LEAST_ARGUMENT: usize = 0;
/** Added and taken off, it rounds to whole numbers. */
export const SHIFT: usize = 8;
const LOG2_E: usize = 16;
const LN2_HIGH: usize = 24;
const LN2_LOW: usize = 32;
/** 1 / k! for k = 0 .. 13. */
export const COEFFICIENTS: usize = 40;

// @ts-ignore: decorator
@inline
function coefficient(table: usize, k: usize): v128 {
  return v128.load64_splat(table + COEFFICIENTS + (k << 3));
}

/** exp(x) for x <= 0 in two lanes. */
// @ts-ignore: decorator
@inline
export function exponentialOfNegative(argument: v128, table: usize): v128 {
  const x = f64x2.pmax(argument, v128.load64_splat(table, LEAST_ARGUMENT));
  const shift = v128.load64_splat(table, SHIFT);
  const shifted = f64x2.add(f64x2.mul(x, v128.load64_splat(table, LOG2_E)), shift);
  const k = f64x2.sub(shifted, shift);
  const high = f64x2.sub(x, f64x2.mul(k, v128.load64_splat(table, LN2_HIGH)));
  const r = f64x2.sub(high, f64x2.mul(k, v128.load64_splat(table, LN2_LOW)));
  const square = f64x2.mul(r, r);
  const fourth = f64x2.mul(square, square);
  const a = quarter(table, 0, r, square);
  const b = quarter(table, 4, r, square);
  const c = quarter(table, 8, r, square);
  const d = f64x2.add(coefficient(table, 12), f64x2.mul(r, coefficient(table, 13)));
  const tail = f64x2.add(c, f64x2.mul(fourth, d));
  const rest = f64x2.add(b, f64x2.mul(fourth, tail));
  const polynomial = f64x2.add(a, f64x2.mul(fourth, rest));
  // The low bits of the shifted number are k; added to the exponent they multiply by 2^k.
  return i64x2.add(polynomial, i64x2.shl(shifted, 52));
}

/** Four terms of the polynomial. */
// @ts-ignore: decorator
@inline
function quarter(table: usize, k: usize, r: v128, square: v128): v128 {
  const low = f64x2.add(coefficient(table, k), f64x2.mul(r, coefficient(table, k + 1)));
  const high = f64x2.add(coefficient(table, k + 2), f64x2.mul(r, coefficient(table, k + 3)));
  return f64x2.add(low, f64x2.mul(square, high));
}

// The exponential by a polynomial of our own: the engine's may change between versions, and kernels
// have to give the same bytes as their twins.

const log2e = 1.4426950408889634;
/** ln 2 in two parts; the first has so few digits that whole multiples of it are exact. */
const ln2High = 0.6931471803691238;
const ln2Low = 1.9082149292705877e-10;
/** Adding and taking it off rounds to the nearest whole number, ties to even. */
const rounder = 6755399441055744;

/** 2^-k for k = 0 .. 1022. */
const powers = Float64Array.from({ length: 1023 });
for (let k = 0, power = 1; k < powers.length; k++, power /= 2) powers[k] = power;

/** 1 / k! for k = 0 .. 13. */
const coefficients = [
  1,
  1,
  1 / 2,
  1 / 6,
  1 / 24,
  1 / 120,
  1 / 720,
  1 / 5040,
  1 / 40320,
  1 / 362880,
  1 / 3628800,
  1 / 39916800,
  1 / 479001600,
  1 / 6227020800,
] as const;

/** What a kernel needs for the same bytes, in the order of src/kernels/mathematics/exponential.ts. */
export const exponentialConstants = [-708, rounder, log2e, ln2High, ln2Low, ...coefficients];

/** exp(x) for x <= 0 to a relative 4e-16; arguments below -708 count as -708. */
export function exponentialOfNegative(argument: number): number {
  const x = argument < -708 ? -708 : argument;
  const k = x * log2e + rounder - rounder;
  const r = x - k * ln2High - k * ln2Low;
  const square = r * r;
  const [c0, c1, c2, c3, c4, c5, c6, c7, c8, c9, c10, c11, c12, c13] = coefficients;
  // Taylor's polynomial for |r| <= ln 2 / 2, in Estrin's order as the kernels have it.
  const a = c0 + r * c1 + square * (c2 + r * c3);
  const b = c4 + r * c5 + square * (c6 + r * c7);
  const c = c8 + r * c9 + square * (c10 + r * c11);
  const d = c12 + r * c13;
  const fourth = square * square;
  const polynomial = a + fourth * (b + fourth * (c + fourth * d));
  return polynomial * powers[-k]!;
}

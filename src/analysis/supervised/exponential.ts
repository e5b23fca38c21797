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

/** exp(x) for x <= 0 to a relative 4e-16; arguments below -708 count as -708. */
export function exponentialOfNegative(argument: number): number {
  const x = argument < -708 ? -708 : argument;
  const k = x * log2e + rounder - rounder;
  const r = x - k * ln2High - k * ln2Low;
  const square = r * r;
  // Taylor's polynomial of degree 13, |r| <= ln 2 / 2, in Estrin's order as the kernels have it.
  const a = 1 + r + square * (1 / 2 + r * (1 / 6));
  const b = 1 / 24 + r * (1 / 120) + square * (1 / 720 + r * (1 / 5040));
  const c = 1 / 40320 + r * (1 / 362880) + square * (1 / 3628800 + r * (1 / 39916800));
  const d = 1 / 479001600 + r * (1 / 6227020800);
  const fourth = square * square;
  const polynomial = a + fourth * (b + fourth * (c + fourth * d));
  return polynomial * powers[-k]!;
}

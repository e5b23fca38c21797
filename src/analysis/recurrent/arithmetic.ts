// The precision a network is computed in: single, which defines the results, and double for checks.

export type Floats = Float32Array | Float64Array;

export interface Arithmetic {
  /** Rounds to the precision; every product, sum and quotient is rounded on its own. */
  readonly round: (value: number) => number;
  /** The argument is clamped to +-87. */
  readonly exp: (value: number) => number;
  /** Of a positive normal number. */
  readonly log: (value: number) => number;
  readonly allocate: (length: number) => Floats;
}

const { fround } = Math;
const asFloat = new Float32Array(1);
const asBits = new Int32Array(asFloat.buffer);

/** Adding and subtracting it rounds to the nearest whole number, halves to even. */
const wholeNumbers = 12_582_912;

/** Coefficients from the highest power down (Cephes, expf.c). */
const expCoefficients = [
  1.98756915e-4, 1.3981999507e-3, 8.3334519073e-3, 4.1665795894e-2, 1.6666665459e-1,
  5.0000001201e-1,
].map(fround);
const log2e = fround(1.4426950408889634);
const ln2High = 0.693359375;
const ln2Low = fround(-2.1219444e-4);

/** e to the power of a single, by a polynomial of our own: engines differ in Math.exp. */
function expSingle(value: number): number {
  const x = Math.max(-87, Math.min(87, value));
  const n = fround(fround(fround(x * log2e) + wholeNumbers) - wholeNumbers);
  const r = fround(fround(x - fround(n * ln2High)) - fround(n * ln2Low));
  let polynomial = expCoefficients[0]!;
  for (let i = 1; i < 6; i++) polynomial = fround(fround(polynomial * r) + expCoefficients[i]!);
  const fraction = fround(fround(fround(polynomial * fround(r * r)) + r) + 1);
  asBits[0] = (n + 127) << 23;
  return fround(fraction * asFloat[0]!);
}

/** Coefficients from the highest power down (Cephes, logf.c). */
const logCoefficients = [
  7.0376836292e-2, -1.151461031e-1, 1.167699874e-1, -1.2420140846e-1, 1.4249322787e-1,
  -1.6668057665e-1, 2.0000714765e-1, -2.4999993993e-1, 3.3333331174e-1,
].map(fround);
/** Bits of the square root of one half, below which a mantissa is doubled. */
const halfRootBits = 0x3f3504f3;

/** Natural logarithm of a single. */
function logSingle(value: number): number {
  asFloat[0] = value;
  const exponent = (asBits[0]! - halfRootBits) >> 23;
  asBits[0] = asBits[0]! - (exponent << 23);
  const x = fround(asFloat[0] - 1);
  const square = fround(x * x);
  let polynomial = logCoefficients[0]!;
  for (let i = 1; i < 9; i++) polynomial = fround(fround(polynomial * x) + logCoefficients[i]!);
  const cube = fround(fround(polynomial * x) * square);
  const low = fround(cube + fround(exponent * ln2Low));
  const sum = fround(x + fround(low - fround(0.5 * square)));
  return fround(sum + fround(exponent * ln2High));
}

export const single: Arithmetic = {
  round: fround,
  exp: expSingle,
  log: logSingle,
  allocate: (length) => new Float32Array(length),
};

/** For comparing gradients with finite differences, which singles are too coarse for. */
export const double: Arithmetic = {
  round: (value) => value,
  exp: Math.exp,
  log: Math.log,
  allocate: (length) => new Float64Array(length),
};

export function sigmoid({ round, exp }: Arithmetic, x: number): number {
  return round(1 / round(1 + exp(-x)));
}

export function tanh({ round, exp }: Arithmetic, x: number): number {
  return round(1 - round(2 / round(exp(round(x + x)) + 1)));
}

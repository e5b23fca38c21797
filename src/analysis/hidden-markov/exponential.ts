// exp and log of our own: the engine's differ between versions, and the kernel has none.

/** exp is taken at this argument where it is lower; the result is still a normal number. */
export const leastExponent = -708;

const ln2High = 0.6931471803691238;
const ln2Low = 1.9082149292705877e-10;
const roundingShift = 1.5 * 2 ** 52;

/** Chebyshev economisation of exp on half an octave about zero; the relative error is below 2e-16. */
const expCoefficients = [
  2.5114870232064345e-8, 2.763264069051338e-7, 2.7557224956072986e-6, 2.4801485479175668e-5,
  1.9841269909219884e-4, 1.3888888952318084e-3, 8.333333333309526e-3, 4.166666666648808e-2,
  1.6666666666666702e-1, 5.000000000000019e-1, 1, 1,
] as const;

/** What the kernel needs for the same function. */
export const exponentialTable: readonly number[] = [
  ...[leastExponent, Math.LOG2E, roundingShift, ln2High, ln2Low],
  ...expCoefficients,
];

/** @param x at most 709; exp(-708) is given for anything below -708 */
export function exponential(x: number): number {
  const clamped = Math.max(x, leastExponent);
  const octaves = clamped * Math.LOG2E + roundingShift - roundingShift;
  const rest = clamped - octaves * ln2High - octaves * ln2Low;
  let value: number = expCoefficients[0];
  for (let i = 1; i < expCoefficients.length; i++) value = value * rest + expCoefficients[i]!;
  return value * 2 ** octaves;
}

const doubleWord = new Float64Array(1);
const halfWords = new Uint32Array(doubleWord.buffer);
const subnormalShift = 54;

/** log of a number that is not negative: -Infinity at zero. */
export function naturalLog(x: number): number {
  if (!(x > 0) || x === Infinity) return x === 0 ? -Infinity : x;
  const subnormal = x < 2 ** -1022;
  doubleWord[0] = subnormal ? x * 2 ** subnormalShift : x;
  const high = halfWords[1]!;
  let octaves = (high >>> 20) - 1023 - (subnormal ? subnormalShift : 0);
  halfWords[1] = (high & 0xfffff) | 0x3ff00000;
  let mantissa = doubleWord[0];
  if (mantissa > Math.SQRT2) {
    mantissa /= 2;
    octaves += 1;
  }
  // log m = 2 artanh((m - 1) / (m + 1)).
  const ratio = (mantissa - 1) / (mantissa + 1);
  const square = ratio * ratio;
  let series = 0;
  for (let power = 21; power >= 3; power -= 2) series = (series + 1 / power) * square;
  return octaves * ln2High + (2 * ratio + (2 * ratio * series + octaves * ln2Low));
}

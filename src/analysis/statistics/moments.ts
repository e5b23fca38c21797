// Mean, variance, skewness and kurtosis that survive offsets of 1e8: centred before they are raised.
import { AnalysisError } from '../analysis-error.ts';
import { requireCount, requireFinite, type Values } from './require-values.ts';

export interface Moments {
  readonly count: number;
  readonly minimum: number;
  readonly maximum: number;
  readonly mean: number;
  /** Of the values at hand, divided by n: the scale of a z-score. */
  readonly populationVariance: number;
  /** The unbiased estimate, divided by n - 1; null for a single value. */
  readonly sampleVariance: number | null;
  /** m3 / m2^1.5 (g1); null for a constant column, where it is not defined. */
  readonly skewness: number | null;
  /** m4 / m2^2 - 3 (g2), 0 for a normal law; null for a constant column. */
  readonly excessKurtosis: number | null;
}

/**
 * The mean, corrected by the mean of the remainders, so that the rounding of a large sum cancels.
 *
 * @throws AnalysisError `input.empty`, `input.not-finite`
 */
export function mean(values: Values): number {
  const { origin, remainder } = splitMean(values);
  return origin + remainder;
}

/**
 * The mean as a representable origin near it and a small remainder: at an offset of 1e8 their sum
 * no longer fits into a double, but deviations from both still do.
 */
function splitMean(values: Values): { origin: number; remainder: number } {
  requireCount(values.length, 1, 'Mean');
  const first = values[0]!;
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]! - first;
  const origin = first + sum / values.length;
  let rest = 0;
  for (let i = 0; i < values.length; i++) rest += values[i]! - origin;
  if (!Number.isFinite(rest)) refuseHugeValues(values);
  return { origin, remainder: rest / values.length };
}

/**
 * All moments in three passes. Deviations are divided by the largest of them before they are
 * raised to powers, so that neither tiny nor huge units under- or overflow.
 *
 * @throws AnalysisError `input.empty`, `input.not-finite`
 */
export function moments(values: Values): Moments {
  const { origin, remainder } = splitMean(values);
  const count = values.length;
  let minimum = Infinity;
  let maximum = -Infinity;
  for (let i = 0; i < count; i++) {
    minimum = Math.min(minimum, values[i]!);
    maximum = Math.max(maximum, values[i]!);
  }
  const unit = Math.max(maximum - origin, origin - minimum);
  const constant = minimum === maximum;
  const sums = constant
    ? { second: 0, third: 0, fourth: 0 }
    : powerSums(values, origin, remainder, unit);
  const m2 = sums.second / count;
  if (!Number.isFinite(m2 * unit * unit)) refuseHugeValues(values);
  return {
    count,
    minimum,
    maximum,
    mean: origin + remainder,
    populationVariance: m2 * unit * unit,
    sampleVariance: count > 1 ? (sums.second / (count - 1)) * unit * unit : null,
    skewness: constant ? null : sums.third / count / (m2 * Math.sqrt(m2)),
    excessKurtosis: constant ? null : sums.fourth / count / (m2 * m2) - 3,
  };
}

function powerSums(values: Values, origin: number, remainder: number, unit: number) {
  let second = 0;
  let third = 0;
  let fourth = 0;
  for (let i = 0; i < values.length; i++) {
    const deviation = (values[i]! - origin - remainder) / unit;
    const square = deviation * deviation;
    second += square;
    third += square * deviation;
    fourth += square * square;
  }
  return { second, third, fourth };
}

/** Values above 1e153 or so are finite, but their squares or their sum are not. */
function refuseHugeValues(values: Values): never {
  requireFinite(values, 'Mean');
  throw new AnalysisError(
    'input.not-finite',
    'The values are so large that their sum or their variance is not a finite number.',
    'Divide the column by a constant, or correct the values: no real measurement is this large.',
  );
}

// Mean, deviation and 95 % interval of a number that was measured several times on samples.
import { mean, moments } from './moments.ts';
import { requireCount, type Values } from './require-values.ts';
import { studentT95 } from './student-t95.ts';

/** How every sampled number is reported. */
export interface RepeatInterval {
  readonly count: number;
  readonly mean: number;
  /** Sample standard deviation over the repeats; 0 for a single one. */
  readonly deviation: number;
  readonly standardError: number;
  /** The 95 % interval of the mean by Student's t; both ends equal the mean for a single repeat. */
  readonly low: number;
  readonly high: number;
}

/** @throws AnalysisError `input.empty`, `input.not-finite` */
export function repeatInterval(values: Values): RepeatInterval {
  requireCount(values.length, 1, 'Interval over repeats');
  const count = values.length;
  if (count === 1) {
    const only = mean(values);
    return { count, mean: only, deviation: 0, standardError: 0, low: only, high: only };
  }
  const { mean: average, sampleVariance } = moments(values);
  const deviation = Math.sqrt(sampleVariance ?? 0);
  const standardError = deviation / Math.sqrt(count);
  const half = studentT95(count - 1) * standardError;
  return {
    count,
    mean: average,
    deviation,
    standardError,
    low: average - half,
    high: average + half,
  };
}

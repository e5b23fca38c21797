// Calibration: of the rows foretold with 70 %, are 70 % of the class?
import { wilsonInterval, type ShareInterval } from '../../statistics/wilson-interval.ts';

export interface CalibrationBin {
  readonly low: number;
  readonly high: number;
  readonly count: number;
  readonly meanProbability: number;
  /** Share of the class among the rows, with its Wilson interval. */
  readonly observed: ShareInterval;
}

export interface Calibration {
  /** Bins of equal width; those without rows are left out. */
  readonly bins: readonly CalibrationBin[];
  /** Mean distance of share and probability over the bins, weighted by rows. */
  readonly expectedError: number;
}

/** @param probabilities of one class; at least one row */
export function calibrate(
  probabilities: Float64Array,
  isPositive: (row: number) => boolean,
  binCount = 10,
): Calibration {
  const counts = new Float64Array(binCount);
  const hits = new Float64Array(binCount);
  const sums = new Float64Array(binCount);
  probabilities.forEach((probability, row) => {
    const bin = Math.min(binCount - 1, Math.floor(probability * binCount));
    counts[bin]!++;
    sums[bin]! += probability;
    if (isPositive(row)) hits[bin]!++;
  });
  const bins: CalibrationBin[] = [];
  let error = 0;
  counts.forEach((count, bin) => {
    if (count === 0) return;
    const meanProbability = sums[bin]! / count;
    const observed = wilsonInterval(hits[bin]!, count);
    error += count * Math.abs(observed.share - meanProbability);
    const [low, high] = [bin / binCount, (bin + 1) / binCount];
    bins.push({ low, high, count, meanProbability, observed });
  });
  return { bins, expectedError: error / probabilities.length };
}

// Counts of values by bin.
import { requireCount, requireFinite } from '../statistics/require-values.ts';
import { binEdges, binOf, type BinEdges } from './bin-edges.ts';

export interface HistogramCounts extends BinEdges {
  readonly counts: Uint32Array;
}

/** @throws AnalysisError `input.empty`, `input.not-finite`, `parameter.out-of-range` */
export function histogram(
  values: Float64Array,
  binCount: number,
  logarithmic: boolean,
): HistogramCounts {
  requireCount(values.length, 1, 'Histogram');
  requireFinite(values, 'Histogram');
  const { minimum, maximum } = rangeOf(values);
  const bins = binEdges(minimum, maximum, binCount, logarithmic);
  const counts = new Uint32Array(bins.edges.length - 1);
  for (const value of values) counts[binOf(bins.edges, value)]!++;
  return { ...bins, counts };
}

/** The least and the largest of finite values. */
export function rangeOf(values: Float64Array): { minimum: number; maximum: number } {
  let minimum = Infinity;
  let maximum = -Infinity;
  for (const value of values) {
    if (value < minimum) minimum = value;
    if (value > maximum) maximum = value;
  }
  return { minimum, maximum };
}

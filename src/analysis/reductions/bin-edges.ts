// Edges of bins over a range of values, even on a linear or on a log(1 + x) scale.
import { AnalysisError } from '../analysis-error.ts';
import { requireRange } from '../statistics/require-values.ts';

export interface BinEdges {
  /** binCount + 1 ascending edges, in own units. */
  readonly edges: Float64Array;
  readonly logarithmic: boolean;
}

/**
 * Bins that cover [minimum, maximum]. A range of a single value gets one bin of width 1 around it, or
 * as wide as its digits allow.
 *
 * @param logarithmic spaced evenly in log(1 + x); only for values of zero or more
 * @throws AnalysisError `input.not-finite`, `parameter.out-of-range`
 */
export function binEdges(
  minimum: number,
  maximum: number,
  binCount: number,
  logarithmic: boolean,
): BinEdges {
  requireRange(binCount, 1, 65_536, 'The number of bins');
  if (!(Number.isFinite(minimum) && Number.isFinite(maximum) && minimum <= maximum)) {
    throw new AnalysisError(
      'input.not-finite',
      `Bins cannot cover a range from ${minimum} to ${maximum}.`,
      'Leave missing and infinite values out.',
    );
  }
  if (minimum === maximum) {
    const half = Math.max(0.5, Math.abs(minimum) * 2 ** -50);
    const low = Math.max(minimum - half, -Number.MAX_VALUE);
    const high = Math.min(minimum + half, Number.MAX_VALUE);
    return { edges: Float64Array.of(low, high), logarithmic: false };
  }
  const curved = logarithmic && minimum >= 0;
  const low = curved ? Math.log1p(minimum) : minimum;
  const high = curved ? Math.log1p(maximum) : maximum;
  const edges = new Float64Array(binCount + 1).fill(minimum);
  for (let i = 1; i < binCount; i++) {
    // Both ends weighted, because their difference may be beyond the range of numbers.
    const place = low * (1 - i / binCount) + high * (i / binCount);
    const edge = curved ? Math.expm1(place) : place;
    edges[i] = Math.min(maximum, Math.max(edges[i - 1]!, edge));
  }
  edges[binCount] = maximum;
  return { edges, logarithmic: curved };
}

/** The bin of a value: edges[i] <= value < edges[i + 1], the last bin closed; -1 outside. */
export function binOf(edges: Float64Array, value: number): number {
  const last = edges.length - 1;
  if (!(value >= edges[0]!) || value > edges[last]!) return -1;
  let low = 0;
  let high = last;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (value >= edges[middle]!) low = middle;
    else high = middle;
  }
  return low;
}

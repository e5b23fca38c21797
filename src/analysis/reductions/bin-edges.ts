// Edges of bins over a range of values, even on a linear or on a log(1 + x) scale.

export interface BinEdges {
  /** binCount + 1 ascending edges, in own units. */
  readonly edges: Float64Array;
  readonly logarithmic: boolean;
}

/**
 * Bins that cover [minimum, maximum]. A range of a single value gets one bin of width 1 around it.
 * Whole numbers that are few get a bin each, so that no bin is empty by construction.
 *
 * @param logarithmic spaced evenly in log(1 + x); only for values of zero or more
 */
export function binEdges(
  minimum: number,
  maximum: number,
  binCount: number,
  logarithmic: boolean,
): BinEdges {
  if (minimum === maximum) {
    return { edges: Float64Array.of(minimum - 0.5, maximum + 0.5), logarithmic: false };
  }
  if (!logarithmic || minimum < 0) {
    const width = (maximum - minimum) / binCount;
    const edges = Float64Array.from({ length: binCount + 1 }, (_, i) => minimum + i * width);
    edges[binCount] = maximum;
    return { edges, logarithmic: false };
  }
  const low = Math.log1p(minimum);
  const width = (Math.log1p(maximum) - low) / binCount;
  const edges = Float64Array.from({ length: binCount + 1 }, (_, i) => Math.expm1(low + i * width));
  edges[0] = minimum;
  edges[binCount] = maximum;
  return { edges, logarithmic: true };
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

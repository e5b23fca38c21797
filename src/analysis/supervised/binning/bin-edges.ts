// Cuts a numeric column into at most 255 bins of about equal counts, as scikit-learn does.

/** Rows beyond this many are sampled for the cuts. */
const greatestSampleSize = 200_000;

/**
 * Ascending thresholds; a value belongs to the first bin whose threshold is not below it. Where the
 * column has few different values they are the midpoints between neighbours, otherwise the
 * quantiles of the averaged inverted distribution (type 2 of Hyndman and Fan).
 *
 * @param sorted values without missing ones, ascending
 * @param binCount bins at most
 */
export function thresholdsOf(sorted: Float64Array, binCount: number): Float64Array {
  const midpoints = midpointsOf(sorted, binCount);
  if (midpoints) return midpoints;
  const thresholds: number[] = [];
  for (let bin = 1; bin < binCount; bin++) {
    const position = (sorted.length * bin) / binCount;
    const index = Math.ceil(position) - 1;
    const upper = Number.isInteger(position) ? sorted[index + 1]! : sorted[index]!;
    const threshold = midpoint(sorted[index]!, upper);
    if (threshold !== thresholds.at(-1)) thresholds.push(threshold);
  }
  return Float64Array.from(thresholds);
}

/** Midpoints between different values; undefined where there are more values than bins. */
function midpointsOf(sorted: Float64Array, binCount: number): Float64Array | undefined {
  const midpoints: number[] = [];
  for (let i = 1; i < sorted.length; i++) {
    if (sorted[i] === sorted[i - 1]) continue;
    if (midpoints.length + 1 === binCount) return undefined;
    midpoints.push(midpoint(sorted[i - 1]!, sorted[i]!));
  }
  return Float64Array.from(midpoints);
}

/** Between two numbers, below the greater of two different ones; halves first: no overflow. */
export function midpoint(low: number, high: number): number {
  const middle = low / 2 + high / 2;
  return middle < high ? middle : low;
}

/** Rows of a column that are looked at. */
export function sampleCountOf(rowCount: number): number {
  return Math.min(rowCount, greatestSampleSize);
}

/** Ascending values without missing ones; every so many of them where there are very many rows. */
export function sortedSample(values: Float64Array): Float64Array {
  const sampleCount = sampleCountOf(values.length);
  const step = Math.max(1, values.length / sampleCount);
  const kept = new Float64Array(sampleCount);
  let count = 0;
  for (let i = 0; i < sampleCount; i++) {
    const value = values[Math.floor(i * step)]!;
    // Minus zero becomes zero: they are equal.
    if (!Number.isNaN(value)) kept[count++] = value + 0;
  }
  return kept.subarray(0, count).sort();
}

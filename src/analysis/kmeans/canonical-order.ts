// The order of clusters in a model: by their content, never by the draw that found them.

/** Coordinates closer than this share of their spread count as equal, so that rounding decides nothing. */
const resolution = 1e-9;

/**
 * Sorts clusters by their centroids' first column, then the second, and so on.
 *
 * @param centroids k x columnCount, row-major
 * @returns the k cluster indices in canonical order
 */
export function canonicalOrder(centroids: Float64Array, columnCount: number): number[] {
  const k = centroids.length / columnCount;
  const steps = new Float64Array(centroids.length);
  for (let j = 0; j < columnCount; j++) {
    let min = Infinity;
    let max = -Infinity;
    for (let cluster = 0; cluster < k; cluster++) {
      const value = centroids[cluster * columnCount + j] ?? 0;
      min = Math.min(min, value);
      max = Math.max(max, value);
    }
    const step = (max - min) * resolution;
    if (step === 0) continue;
    for (let cluster = 0; cluster < k; cluster++) {
      const cell = cluster * columnCount + j;
      steps[cell] = Math.round(((centroids[cell] ?? 0) - min) / step);
    }
  }
  return Array.from({ length: k }, (_, cluster) => cluster).sort((a, b) => {
    for (let j = 0; j < columnCount; j++) {
      const difference = (steps[a * columnCount + j] ?? 0) - (steps[b * columnCount + j] ?? 0);
      if (difference !== 0) return difference;
    }
    return a - b;
  });
}

/** The centroids (k x columnCount, row-major) in the given order of clusters. */
export function reorderCentroids(
  centroids: Float64Array,
  columnCount: number,
  order: readonly number[],
): Float64Array {
  const sorted = new Float64Array(centroids.length);
  order.forEach((cluster, index) => {
    const from = cluster * columnCount;
    sorted.set(centroids.subarray(from, from + columnCount), index * columnCount);
  });
  return sorted;
}

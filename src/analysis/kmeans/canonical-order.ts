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

/** Values of k clusters, any equal number for each, in the given order of clusters. */
export function reorder<T extends Float64Array | Uint32Array>(
  values: T,
  order: readonly number[],
): T {
  const count = values.length / order.length;
  // A copy of the values has their type; every cell of it is overwritten.
  const sorted = values.slice() as T;
  order.forEach((cluster, index) => {
    sorted.set(values.subarray(cluster * count, (cluster + 1) * count), index * count);
  });
  return sorted;
}

/** Whether an order changes nothing. */
export function isSorted(order: readonly number[]): boolean {
  return order.every((cluster, index) => cluster === index);
}

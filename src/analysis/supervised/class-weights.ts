// Weights of classes: as they are, or so that every class counts the same in all.

/** 'balanced': rows / (classes x rows of the class), as in scikit-learn. */
export type ClassWeighting = 'none' | 'balanced';

/**
 * A weight for each class; a class without rows weighs nothing.
 *
 * @param counts rows of each class
 */
export function classWeightsOf(weighting: ClassWeighting, counts: Uint32Array): Float64Array {
  const present = counts.filter((count) => count > 0).length;
  const rowCount = counts.reduce((sum, count) => sum + count, 0);
  return Float64Array.from(counts, (count) => {
    if (count === 0) return 0;
    return weighting === 'none' ? 1 : rowCount / (present * count);
  });
}

// The log-loss: how surprising the true classes are by the probabilities given.

/** Probabilities below this count as this (the spacing of doubles at one, as in scikit-learn). */
export const leastProbability = 2.220446049250313e-16;

/** -ln p of the true class of each row. */
export function rowLosses(
  probabilities: Float64Array,
  target: Int32Array,
  classCount: number,
): Float64Array {
  return Float64Array.from(target, (label, row) => {
    const share = probabilities[row * classCount + label]!;
    return -Math.log(Math.min(Math.max(share, leastProbability), 1 - leastProbability));
  });
}

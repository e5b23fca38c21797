// How well the trees of a forest foretell the rows that they did not see.
import { greatestClass } from '../metrics/greatest-class.ts';
import { leastProbability } from '../metrics/log-loss.ts';
import type { OutOfBag } from './forest-types.ts';

/** @param sums of distributions, rows x classes, over as many trees as `counts` says */
export function outOfBagScore(
  sums: Float64Array,
  counts: Uint32Array,
  target: Int32Array,
): OutOfBag {
  const classCount = sums.length / counts.length;
  const probabilities = new Float64Array(sums.length);
  let rowCount = 0;
  let right = 0;
  let loss = 0;
  counts.forEach((count, row) => {
    if (count === 0) return;
    rowCount++;
    const cells = row * classCount;
    for (let k = 0; k < classCount; k++) probabilities[cells + k] = sums[cells + k]! / count;
    const label = target[row]!;
    if (greatestClass(probabilities, row, classCount) === label) right++;
    loss -= Math.log(Math.max(probabilities[cells + label]!, leastProbability));
  });
  const isEmpty = rowCount === 0;
  return {
    rowCount,
    accuracy: isEmpty ? null : right / rowCount,
    logLoss: isEmpty ? null : loss / rowCount,
    probabilities,
  };
}

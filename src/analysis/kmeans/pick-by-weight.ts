// Draws a row with probability proportional to its weight.
import { chunkRowCount } from './kmeans-backend.ts';

/**
 * The first row at which the running sum of weights exceeds a target; rounding at a chunk's end
 * falls back to its last row of positive weight.
 */
export function pickByWeight(
  target: number,
  chunkSums: Float64Array,
  weights: Float64Array,
): number {
  let chunk = 0;
  let rest = target;
  let last = 0;
  for (; chunk < chunkSums.length; chunk++) {
    const sum = chunkSums[chunk] ?? 0;
    if (sum > 0) last = chunk;
    if (rest < sum) break;
    rest -= sum;
  }
  if (chunk === chunkSums.length) {
    chunk = last;
    rest = Infinity;
  }
  const start = chunk * chunkRowCount;
  let picked = start;
  let sum = 0;
  for (let row = start; row < Math.min(start + chunkRowCount, weights.length); row++) {
    const weight = weights[row] ?? 0;
    if (weight > 0) picked = row;
    sum += weight;
    if (sum > rest) return row;
  }
  return picked;
}

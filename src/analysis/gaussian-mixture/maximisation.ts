// The M-step: new weights, means and floored covariances from the gathered moments.
import { triangleLength } from './cholesky.ts';
import type { ExpectedMoments } from './expectation.ts';
import { floorCovariance } from './floor-covariance.ts';
import type { Mixture } from './mixture-types.ts';
import type { TrainingRows } from './packed-rows.ts';

/** Below this many rows a component has no mean of its own and keeps what it had. */
const emptyCount = 1e-6;

export interface Maximised {
  readonly mixture: Mixture;
  /** Components whose covariance was raised to the floor. */
  readonly flooredComponentCount: number;
}

/**
 * @param mixture the parameters under which the moments were gathered, about the rows' origin
 * @param floor share of the column variances that no variance falls below
 */
export function maximise(
  mixture: Mixture,
  moments: ExpectedMoments,
  rows: TrainingRows,
  floor: number,
): Maximised {
  const { k, columnCount: d } = mixture;
  const weights = moments.counts.map((count) => count / rows.rowCount);
  const means = mixture.means.slice();
  for (let c = 0; c < k; c++) {
    const count = moments.counts[c]!;
    if (count <= emptyCount) continue;
    for (let i = 0; i < d; i++) means[c * d + i]! += moments.first[c * d + i]! / count;
  }
  const update = { ...mixture, weights, means };
  switch (mixture.covariance) {
    case 'full':
      return fullCovariances(update, moments, rows, floor);
    case 'tied':
      return tiedCovariance(update, moments, rows, floor);
    case 'diagonal':
      return diagonalVariances(update, moments, rows, floor);
    case 'spherical':
      return sphericalVariances(update, moments, rows, floor);
  }
}

/** The scatter of one component about its new mean: sum r dd' - N shift shift'. */
function scatter(moments: ExpectedMoments, c: number, d: number): Float64Array {
  const result = new Float64Array(d * d);
  const count = moments.counts[c]!;
  let entry = c * triangleLength(d);
  for (let i = 0; i < d; i++) {
    for (let j = 0; j <= i; j++) {
      const product = moments.first[c * d + i]! * moments.first[c * d + j]!;
      const value = moments.second[entry++]! - (count > emptyCount ? product / count : 0);
      result[i * d + j] = value;
      result[j * d + i] = value;
    }
  }
  return result;
}

function fullCovariances(
  mixture: Mixture,
  moments: ExpectedMoments,
  { variances }: TrainingRows,
  floor: number,
): Maximised {
  const { k, columnCount: d } = mixture;
  const covariances = mixture.covariances.slice();
  let flooredComponentCount = 0;
  for (let c = 0; c < k; c++) {
    const count = moments.counts[c]!;
    if (count <= emptyCount) continue;
    const own = scatter(moments, c, d).map((value) => value / count);
    const { covariance, floored } = floorCovariance(own, variances, floor);
    covariances.set(covariance, c * d * d);
    if (floored) flooredComponentCount++;
  }
  return { mixture: { ...mixture, covariances }, flooredComponentCount };
}

function tiedCovariance(
  mixture: Mixture,
  moments: ExpectedMoments,
  { variances, rowCount }: TrainingRows,
  floor: number,
): Maximised {
  const { k, columnCount: d } = mixture;
  const pooled = new Float64Array(d * d);
  for (let c = 0; c < k; c++) {
    scatter(moments, c, d).forEach((value, cell) => (pooled[cell]! += value / rowCount));
  }
  const { covariance, floored } = floorCovariance(pooled, variances, floor);
  return {
    mixture: { ...mixture, covariances: covariance },
    flooredComponentCount: floored ? k : 0,
  };
}

/** Variance of one component in one column about its new mean, not yet floored. */
function varianceOf(moments: ExpectedMoments, c: number, i: number, d: number): number {
  const count = moments.counts[c]!;
  const shift = moments.first[c * d + i]! / count;
  return moments.second[c * d + i]! / count - shift * shift;
}

function diagonalVariances(
  mixture: Mixture,
  moments: ExpectedMoments,
  { variances }: TrainingRows,
  floor: number,
): Maximised {
  const { k, columnCount: d } = mixture;
  const covariances = mixture.covariances.slice();
  let flooredComponentCount = 0;
  for (let c = 0; c < k; c++) {
    if (moments.counts[c]! <= emptyCount) continue;
    let floored = false;
    for (let i = 0; i < d; i++) {
      const lowest = floor * variances[i]!;
      const variance = varianceOf(moments, c, i, d);
      if (variance < lowest) floored = true;
      covariances[c * d + i] = Math.max(variance, lowest);
    }
    if (floored) flooredComponentCount++;
  }
  return { mixture: { ...mixture, covariances }, flooredComponentCount };
}

/** One variance for all columns; its floor is relative to the mean variance of the columns. */
function sphericalVariances(
  mixture: Mixture,
  moments: ExpectedMoments,
  { variances }: TrainingRows,
  floor: number,
): Maximised {
  const { k, columnCount: d } = mixture;
  const covariances = mixture.covariances.slice();
  const lowest = (floor * variances.reduce((sum, value) => sum + value, 0)) / d;
  let flooredComponentCount = 0;
  for (let c = 0; c < k; c++) {
    if (moments.counts[c]! <= emptyCount) continue;
    let sum = 0;
    for (let i = 0; i < d; i++) sum += varianceOf(moments, c, i, d);
    if (sum / d < lowest) flooredComponentCount++;
    covariances[c] = Math.max(sum / d, lowest);
  }
  return { mixture: { ...mixture, covariances }, flooredComponentCount };
}

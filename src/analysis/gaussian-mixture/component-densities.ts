// Log densities of a block of rows under every component, from factors prepared once an iteration.
import { AnalysisError } from '../analysis-error.ts';
import { choleskyFactor, invertTriangle, triangleLength } from './cholesky.ts';
import type { Mixture } from './mixture-types.ts';
import type { PackedRows } from './packed-rows.ts';

/** Rows that are worked on together, so that all that is known of them stays in the cache. */
export const blockRowCount = 512;

/**
 * A mixture ready for evaluation about an origin: log w - log |S|^(1/2) - d/2 log 2 pi, and the
 * inverse factor U of S, with which the squared Mahalanobis distance is |U x - U mean|^2.
 */
export interface PreparedMixture {
  readonly k: number;
  readonly columnCount: number;
  readonly diagonal: boolean;
  readonly constants: Float64Array;
  /** k packed triangles, or k x columnCount reciprocal deviations where diagonal. */
  readonly factors: Float64Array;
  /** k x columnCount: U mean. */
  readonly shifts: Float64Array;
  /** k x columnCount, about the origin. */
  readonly means: Float64Array;
}

/** @throws AnalysisError `fit.not-possible` where a covariance is not positive definite */
export function prepareMixture(mixture: Mixture, origin: Float64Array): PreparedMixture {
  const { k, columnCount: d, covariance } = mixture;
  const diagonal = covariance === 'diagonal' || covariance === 'spherical';
  const factorLength = diagonal ? d : triangleLength(d);
  const factors = new Float64Array(k * factorLength);
  const shifts = new Float64Array(k * d);
  const constants = new Float64Array(k);
  const means = mixture.means.map((value, cell) => value - origin[cell % d]!);
  for (let c = 0; c < k; c++) {
    const factor = diagonal ? reciprocalDeviations(mixture, c) : inverseFactor(mixture, c);
    factors.set(factor, c * factorLength);
    let logDeterminant = 0;
    for (let i = 0; i < d; i++) {
      const row = diagonal ? i : triangleLength(i);
      logDeterminant += Math.log(factor[diagonal ? i : row + i]!);
      let shift = 0;
      if (diagonal) shift = factor[i]! * means[c * d + i]!;
      else for (let j = 0; j <= i; j++) shift += factor[row + j]! * means[c * d + j]!;
      shifts[c * d + i] = shift;
    }
    constants[c] = Math.log(mixture.weights[c]!) + logDeterminant - (d / 2) * Math.log(2 * Math.PI);
  }
  return { k, columnCount: d, diagonal, constants, factors, shifts, means };
}

function reciprocalDeviations({ covariance, covariances, columnCount }: Mixture, c: number) {
  return Float64Array.from({ length: columnCount }, (_, i) => {
    const variance = covariances[covariance === 'spherical' ? c : c * columnCount + i]!;
    return 1 / Math.sqrt(variance);
  });
}

function inverseFactor({ covariance, covariances, columnCount: d }: Mixture, c: number) {
  const start = covariance === 'tied' ? 0 : c * d * d;
  const factor = choleskyFactor(covariances.subarray(start, start + d * d), d);
  if (factor) return invertTriangle(factor, d);
  throw new AnalysisError(
    'fit.not-possible',
    `The covariance of component ${c} is not positive definite.`,
    'Raise the variance floor, choose fewer components, or drop columns that repeat each other.',
  );
}

/**
 * Log of weight times density of rows first to first + count - 1.
 *
 * @param into k x blockRowCount, row-major by component
 */
export function blockLogDensities(
  prepared: PreparedMixture,
  rows: PackedRows,
  first: number,
  count: number,
  into: Float64Array,
): void {
  if (prepared.diagonal) diagonalLogDensities(prepared, rows, first, count, into);
  else triangularLogDensities(prepared, rows, first, count, into);
}

function diagonalLogDensities(
  { k, columnCount: d, constants, factors, shifts }: PreparedMixture,
  { cells }: PackedRows,
  first: number,
  count: number,
  into: Float64Array,
): void {
  for (let c = 0; c < k; c++) {
    const constant = constants[c]!;
    for (let r = 0; r < count; r++) {
      const cell = (first + r) * d;
      let square = 0;
      for (let i = 0; i < d; i++) {
        const y = cells[cell + i]! * factors[c * d + i]! - shifts[c * d + i]!;
        square += y * y;
      }
      into[c * blockRowCount + r] = constant - square / 2;
    }
  }
}

function triangularLogDensities(
  { k, columnCount: d, constants, factors, shifts }: PreparedMixture,
  { cells }: PackedRows,
  first: number,
  count: number,
  into: Float64Array,
): void {
  const length = triangleLength(d);
  for (let c = 0; c < k; c++) {
    const constant = constants[c]!;
    for (let r = 0; r < count; r++) {
      const cell = (first + r) * d;
      let entry = c * length;
      let square = 0;
      for (let i = 0; i < d; i++) {
        let y = -shifts[c * d + i]!;
        for (let j = 0; j <= i; j++) y += factors[entry++]! * cells[cell + j]!;
        square += y * y;
      }
      into[c * blockRowCount + r] = constant - square / 2;
    }
  }
}

/**
 * Turns a block's log densities into responsibilities, in place, by log-sum-exp: the largest is
 * taken off before the exponential, so that a row far from everything divides by at least 1.
 *
 * @param logSums count values out: the log density of each row under the mixture
 * @returns the sum over rows of the entropy of their responsibilities
 * @throws AnalysisError `fit.not-possible` for a row that no component can have produced
 */
export function normaliseBlock(
  logDensities: Float64Array,
  k: number,
  first: number,
  count: number,
  logSums: Float64Array,
): number {
  let entropy = 0;
  for (let r = 0; r < count; r++) {
    let largest = -Infinity;
    for (let c = 0; c < k; c++) {
      const value = logDensities[c * blockRowCount + r]!;
      if (value > largest) largest = value;
    }
    if (!Number.isFinite(largest)) throw impossibleRow(first + r);
    let sum = 0;
    let weighted = 0;
    for (let c = 0; c < k; c++) {
      const difference = logDensities[c * blockRowCount + r]! - largest;
      const ratio = Math.exp(difference);
      logDensities[c * blockRowCount + r] = ratio;
      sum += ratio;
      if (ratio > 0) weighted += ratio * difference;
    }
    for (let c = 0; c < k; c++) logDensities[c * blockRowCount + r]! /= sum;
    const logSum = Math.log(sum);
    logSums[r] = largest + logSum;
    entropy += logSum - weighted / sum;
  }
  return entropy;
}

function impossibleRow(row: number): AnalysisError {
  return new AnalysisError(
    'fit.not-possible',
    `Row ${row} lies so far from every component that its density is not a number.`,
    'Look at the row: its values are larger than any real measurement; correct or drop it.',
    { row },
  );
}

// The E-step: one pass over the rows that gathers all that the M-step needs.
import {
  blockLogDensities,
  blockRowCount,
  normaliseBlock,
  type PreparedMixture,
} from './component-densities.ts';
import { triangleLength } from './cholesky.ts';
import type { PackedRows } from './packed-rows.ts';

/** Sums of responsibility-weighted deviations from the current means. */
export interface ExpectedMoments {
  readonly logLikelihood: number;
  /** Sum over rows of the entropy of their responsibilities. */
  readonly entropy: number;
  /** k sums of responsibilities. */
  readonly counts: Float64Array;
  /** k x columnCount. */
  readonly first: Float64Array;
  /** k packed triangles, or k x columnCount where the mixture is diagonal. */
  readonly second: Float64Array;
}

/** One pass over all rows; `fit.not-possible` for a row that no component can have produced. */
export function expectMoments(prepared: PreparedMixture, rows: PackedRows): ExpectedMoments {
  const { k, columnCount: d, diagonal } = prepared;
  const secondLength = diagonal ? d : triangleLength(d);
  const counts = new Float64Array(k);
  const first = new Float64Array(k * d);
  const second = new Float64Array(k * secondLength);
  const block = new Float64Array(k * blockRowCount);
  const logSums = new Float64Array(blockRowCount);
  const deviations = new Float64Array(d * blockRowCount);
  let logLikelihood = 0;
  let entropy = 0;
  for (let start = 0; start < rows.rowCount; start += blockRowCount) {
    const count = Math.min(blockRowCount, rows.rowCount - start);
    blockLogDensities(prepared, rows, start, count, block);
    entropy += normaliseBlock(block, k, start, count, logSums);
    logLikelihood += sumOf(logSums, count);
    for (let c = 0; c < k; c++) {
      const shares = block.subarray(c * blockRowCount, c * blockRowCount + count);
      counts[c]! += sumOf(shares, count);
      readDeviations(rows, start, count, prepared.means.subarray(c * d, (c + 1) * d), deviations);
      addFirst(shares, deviations, first.subarray(c * d, (c + 1) * d));
      const own = second.subarray(c * secondLength, (c + 1) * secondLength);
      if (diagonal) addSquares(shares, deviations, own);
      else addProducts(shares, deviations, d, own);
    }
  }
  return { logLikelihood, entropy, counts, first, second };
}

function sumOf(values: Float64Array, count: number): number {
  let sum = 0;
  for (let r = 0; r < count; r++) sum += values[r]!;
  return sum;
}

/** A block's deviations from a mean, one column after the other: each sum then runs in a register. */
function readDeviations(
  { cells }: PackedRows,
  start: number,
  count: number,
  mean: Float64Array,
  into: Float64Array,
): void {
  const d = mean.length;
  for (let i = 0; i < d; i++) {
    const middle = mean[i]!;
    for (let r = 0; r < count; r++) {
      into[i * blockRowCount + r] = cells[(start + r) * d + i]! - middle;
    }
  }
}

function addFirst(shares: Float64Array, deviations: Float64Array, into: Float64Array): void {
  for (let i = 0; i < into.length; i++) {
    let sum = 0;
    for (let r = 0; r < shares.length; r++) sum += shares[r]! * deviations[i * blockRowCount + r]!;
    into[i]! += sum;
  }
}

function addSquares(shares: Float64Array, deviations: Float64Array, into: Float64Array): void {
  for (let i = 0; i < into.length; i++) {
    let sum = 0;
    for (let r = 0; r < shares.length; r++) {
      const deviation = deviations[i * blockRowCount + r]!;
      sum += shares[r]! * deviation * deviation;
    }
    into[i]! += sum;
  }
}

function addProducts(
  shares: Float64Array,
  deviations: Float64Array,
  d: number,
  into: Float64Array,
): void {
  let entry = 0;
  for (let i = 0; i < d; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = 0;
      for (let r = 0; r < shares.length; r++) {
        const product = deviations[i * blockRowCount + r]! * deviations[j * blockRowCount + r]!;
        sum += shares[r]! * product;
      }
      into[entry++]! += sum;
    }
  }
}

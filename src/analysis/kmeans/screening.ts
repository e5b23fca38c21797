// How the kernel compares centroids in whole numbers of 16 bits, and how far rounding can mislead it.
import { paddedColumnCount } from './row-tiles.ts';

export interface Screening {
  /** What the kernel reads; see screenTileNarrow and screenTileWide there. */
  readonly table: Int32Array;
  /**
   * A row's label is certain where its two best scores differ by more than this plus the sum of the
   * magnitudes of its 16-bit coordinates.
   */
  readonly bound: number;
}

/** Up to this many columns, the table holds everything four times, as lanes want it. */
const narrowColumnCount = 4;

/** Scores stay below this magnitude. */
const scoreLimit = 2 ** 31;

/** The lowest byte of a score is the centroid's index. */
const indexRange = 256;

/** More columns than this leave too little of a score for each of them. */
export const screenableColumnCount = 4096;

/** Bytes of the largest table for k centroids. */
export function screeningTableBytes(k: number, columnCount: number): number {
  if (columnCount <= narrowColumnCount) return 48 * k;
  return Math.ceil(k / 2) * (8 + 4 * paddedColumnCount(columnCount));
}

/**
 * Prepares the comparison of all centroids with the first: |x-c|^2 < |x-c0|^2 exactly where the
 * score g - x.v is below zero, with v = c - c0 and g = (|c|^2 - |c0|^2) / 2. The kernel holds x_j as
 * the whole number nearest to x_j / steps_j, and gets v_j * steps_j and g as whole multiples of 1 / f,
 * with f as large as 32 bits allow.
 *
 * @param centroids k x columns, row-major, coordinates at most 2 in magnitude
 * @param steps one for each column
 */
export function screeningOf(centroids: Float64Array, steps: Float64Array): Screening {
  const columnCount = steps.length;
  const k = centroids.length / columnCount;
  const v = new Float64Array(centroids.length);
  const g = new Float64Array(k);
  // So large a factor that 64-bit errors exceed it would decide nothing.
  let factor = 2 ** 29 / exactError(columnCount);
  for (let cluster = 1; cluster < k; cluster++) {
    let magnitude = 0;
    for (let j = 0; j < columnCount; j++) {
      const cell = cluster * columnCount + j;
      const difference = (centroids[cell] ?? 0) - (centroids[j] ?? 0);
      // (|c|^2 - |c0|^2) / 2 without the cancellation of two squares.
      g[cluster]! += difference * ((centroids[cell] ?? 0) - difference / 2);
      v[cell] = difference * (steps[j] ?? 0);
      magnitude += 32_767 * Math.abs(v[cell]);
      factor = Math.min(factor, 32_767 / Math.abs(v[cell]));
    }
    const room = scoreLimit - 16 * indexRange - 16_384 * columnCount;
    factor = Math.min(factor, room / (magnitude + Math.abs(g[cluster] ?? 0)));
  }
  const whole = new Int16Array(v.length);
  for (let cell = 0; cell < v.length; cell++) whole[cell] = Math.round(-v[cell]! * factor);
  const tops = new Int32Array(k);
  for (let cluster = 0; cluster < k; cluster++) {
    tops[cluster] = Math.round((g[cluster]! * factor) / indexRange) * indexRange + cluster;
  }
  const table =
    columnCount <= narrowColumnCount
      ? narrowTable(tops, whole, columnCount)
      : wideTable(tops, whole, columnCount);
  return { table, bound: boundOf(v, factor, columnCount) };
}

/**
 * The error of two distances in 64 bits, at most (columns + 2) 2^-53 |x - c|^2 each, where coordinates
 * are at most 2: rows are to be decided the same way with and without screening.
 */
function exactError(columnCount: number): number {
  return (columnCount + 3) * 2 ** -52 * 16 * columnCount;
}

/**
 * Twice the error of a score, but for the row's own share: half a unit of x costs |v_j| / 2 in each
 * column, half a unit of v costs |x_j| / 2 (the row's share), g and index at most 3 bytes.
 */
function boundOf(v: Float64Array, factor: number, columnCount: number): number {
  let longest = 0;
  for (let from = 0; from < v.length; from += columnCount) {
    let sum = 0;
    for (const value of v.subarray(from, from + columnCount)) sum += Math.abs(value);
    longest = Math.max(longest, sum);
  }
  const error = 1.001 * (longest + exactError(columnCount)) * factor;
  return Math.ceil(error + 8 * indexRange + columnCount);
}

function narrowTable(tops: Int32Array, whole: Int16Array, columnCount: number): Int32Array {
  const table = new Int32Array((tops.length - 1) * 12);
  const halves = new Int16Array(table.buffer);
  for (let cluster = 1; cluster < tops.length; cluster++) {
    const at = (cluster - 1) * 12;
    for (let j = 0; j < columnCount; j++) {
      const value = whole[cluster * columnCount + j] ?? 0;
      const first = 2 * at + (j >> 1) * 8 + (j & 1);
      for (let lane = 0; lane < 8; lane += 2) halves[first + lane] = value;
    }
    table.fill(tops[cluster] ?? 0, at + 8, at + 12);
  }
  return table;
}

function wideTable(tops: Int32Array, whole: Int16Array, columnCount: number): Int32Array {
  const k = tops.length;
  const columnPairs = paddedColumnCount(columnCount) / 2;
  const pairWords = 2 + 2 * columnPairs;
  const table = new Int32Array((k >> 1) * pairWords);
  const halves = new Int16Array(table.buffer);
  for (let cluster = 1; cluster < k; cluster++) {
    const side = (cluster - 1) & 1;
    const at = ((cluster - 1) >> 1) * pairWords;
    table[at + side] = tops[cluster] ?? 0;
    for (let j = 0; j < columnCount; j++) {
      halves[2 * (at + 2 + (j >> 1) * 2 + side) + (j & 1)] = whole[cluster * columnCount + j] ?? 0;
    }
  }
  // The missing partner of an odd last centroid.
  if (k % 2 === 0) table[table.length - pairWords + 1] = 2 ** 31 - indexRange;
  return table;
}

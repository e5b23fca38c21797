// How the kernel wants its rows: in 64 bits one after the other, in 16 bits in tiles of 16 rows.
import type { CentredMatrix } from './centred-matrix.ts';

export const tileRowCount = 16;

/** Columns of a row in 64 bits: an even number, so that two lanes always find a pair. */
export function paddedColumnCount(columnCount: number): number {
  return columnCount + (columnCount % 2);
}

/** Writes the rows of a centred matrix one after the other; padding is zero. */
export function fillPanel({ matrix, origin, scale }: CentredMatrix, panel: Float64Array): void {
  const stride = paddedColumnCount(matrix.columns.length);
  if (stride > matrix.columns.length) panel.fill(0);
  matrix.columns.forEach((column, j) => {
    const middle = (origin[j] ?? 0) * scale;
    for (let row = 0, at = j; row < matrix.rowCount; row++, at += stride) {
      panel[at] = (column[row] ?? 0) * scale - middle;
    }
  });
}

/** Bytes of a tile's rows in 16 bits. */
export function screenTileBytes(columnCount: number): number {
  return 2 * tileRowCount * Math.max(4, paddedColumnCount(columnCount));
}

/** The greatest 16-bit coordinate. */
const greatest = 32_767;

/** At most this share of the rows may lie outside the 16-bit range of a column. */
const outsideShare = 1 / 16_384;

/**
 * Steps by which each column is rounded to whole numbers of 16 bits. The range follows the bulk of the
 * rows, so that a few outliers do not make the steps coarse for all.
 */
export function screeningSteps(panel: Float64Array, columnCount: number): Float64Array {
  const stride = paddedColumnCount(columnCount);
  const rowCount = panel.length / stride;
  const value = new Float64Array(1);
  const bits = new Uint32Array(value.buffer);
  return Float64Array.from({ length: columnCount }, (_, j) => {
    // Magnitudes by their exponent and the two highest bits behind it: four bins an octave.
    const counts = new Uint32Array(1 << 13);
    for (let at = j; at < panel.length; at += stride) {
      value[0] = panel[at] ?? 0;
      counts[((bits[1] ?? 0) >>> 18) & 0x1fff]! += 1;
    }
    let bin = counts.length - 1;
    for (let outside = 0; bin > 0; bin--) {
      outside += counts[bin] ?? 0;
      if (outside > rowCount * outsideShare) break;
    }
    bits[0] = 0;
    bits[1] = (bin + 1) << 18;
    return Math.max(value[0] ?? 0, 2 ** -900) / greatest;
  });
}

/**
 * Rounds a panel's rows into tiles, pair of columns after pair of columns.
 *
 * @param reach for each tile the greatest sum of a row's 16-bit magnitudes; -1 where a row lies
 *   outside the range, so that the tile has to be decided in 64 bits
 */
export function fillScreenPanel(
  panel: Float64Array,
  steps: Float64Array,
  screen: Int16Array,
  reach: Int32Array,
): void {
  const columnCount = steps.length;
  const stride = paddedColumnCount(columnCount);
  const tileLength = screenTileBytes(columnCount) / 2;
  const inverse = steps.map((step) => 1 / step);
  screen.fill(0);
  reach.fill(0);
  for (let row = 0, from = 0; from < panel.length; row++, from += stride) {
    const tile = Math.floor(row / tileRowCount);
    const to = tile * tileLength + 2 * (row % tileRowCount);
    let sum = 0;
    for (let j = 0; j < columnCount; j++) {
      const whole = Math.round((panel[from + j] ?? 0) * (inverse[j] ?? 0));
      if (whole > greatest || whole < -greatest) sum = Infinity;
      screen[to + (j >> 1) * 2 * tileRowCount + (j & 1)] = whole;
      sum += Math.abs(whole);
    }
    const before = reach[tile] ?? 0;
    if (sum === Infinity) reach[tile] = -1;
    else if (before >= 0 && sum > before) reach[tile] = sum;
  }
}

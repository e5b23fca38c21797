// How the kernel wants its rows: in 64 bits one after the other, in 32 bits in tiles of 16 rows.
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

/**
 * Writes a panel's rows in 32 bits in tiles, column after column inside a tile, padded to
 * `screenColumns`; and the greatest length of a row in each tile, rounded up.
 *
 * @param screen tiles x screenColumns x 16
 * @param reach one value a tile
 */
export function fillScreenPanel(
  panel: Float64Array,
  columnCount: number,
  screenColumns: number,
  screen: Float32Array,
  reach: Float32Array,
): void {
  const stride = paddedColumnCount(columnCount);
  screen.fill(0);
  reach.fill(0);
  for (let row = 0, from = 0; from < panel.length; row++, from += stride) {
    const tile = Math.floor(row / tileRowCount);
    const to = tile * screenColumns * tileRowCount + (row % tileRowCount);
    let squares = 0;
    for (let j = 0; j < columnCount; j++) {
      const value = panel[from + j] ?? 0;
      screen[to + j * tileRowCount] = value;
      squares += value * value;
    }
    const length = Math.sqrt(squares) * (1 + 2 ** -20);
    if (length > (reach[tile] ?? 0)) reach[tile] = length;
  }
}

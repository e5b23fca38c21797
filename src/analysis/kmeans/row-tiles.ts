// Lays a centred matrix out in tiles of 16 rows, column after column inside a tile.
import type { CentredMatrix } from './centred-matrix.ts';

export const tileRowCount = 16;

export function tileCountOf(rowCount: number): number {
  return Math.ceil(rowCount / tileRowCount);
}

/** Writes the rows in 64 bits; lanes behind the last row are zero. */
export function fillPanel({ matrix, origin, scale }: CentredMatrix, panel: Float64Array): void {
  const columnCount = matrix.columns.length;
  const tileCount = tileCountOf(matrix.rowCount);
  matrix.columns.forEach((column, j) => {
    const middle = (origin[j] ?? 0) * scale;
    for (let tile = 0; tile < tileCount; tile++) {
      const start = tile * tileRowCount;
      const at = (tile * columnCount + j) * tileRowCount;
      const count = Math.min(tileRowCount, matrix.rowCount - start);
      for (let lane = 0; lane < count; lane++) {
        panel[at + lane] = (column[start + lane] ?? 0) * scale - middle;
      }
      for (let lane = count; lane < tileRowCount; lane++) panel[at + lane] = 0;
    }
  });
}

/**
 * Writes the rows of a 64-bit panel in 32 bits, padded to `screenColumns`, and the greatest length
 * of a row in each tile, rounded up.
 */
export function fillScreenPanel(
  panel: Float64Array,
  columnCount: number,
  screenColumns: number,
  screen: Float32Array,
  reach: Float32Array,
): void {
  const squares = new Float64Array(tileRowCount);
  for (let tile = 0; tile < reach.length; tile++) {
    squares.fill(0);
    for (let j = 0; j < screenColumns; j++) {
      const to = (tile * screenColumns + j) * tileRowCount;
      const from = (tile * columnCount + j) * tileRowCount;
      for (let lane = 0; lane < tileRowCount; lane++) {
        const value = j < columnCount ? (panel[from + lane] ?? 0) : 0;
        screen[to + lane] = value;
        squares[lane]! += value * value;
      }
    }
    let greatest = 0;
    for (const square of squares) if (square > greatest) greatest = square;
    reach[tile] = Math.sqrt(greatest) * (1 + 2 ** -20);
  }
}

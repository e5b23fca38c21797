// Seeded samples of rows, in row order.
import type { Matrix } from '../matrix.ts';
import { createRandom } from '../random.ts';

/**
 * A simple random sample without replacement.
 *
 * @returns count distinct row indices, ascending; all of them where count is at least rowCount
 */
export function sampleRows(rowCount: number, count: number, seed: number): Uint32Array {
  const rows = new Uint32Array(rowCount);
  for (let row = 0; row < rowCount; row++) rows[row] = row;
  if (count >= rowCount) return rows;
  const random = createRandom(seed);
  // The first steps of a Fisher-Yates shuffle are the sample.
  for (let i = 0; i < count; i++) {
    const other = i + random.integerBelow(rowCount - i);
    const kept = rows[i]!;
    rows[i] = rows[other]!;
    rows[other] = kept;
  }
  return rows.slice(0, count).sort();
}

/** The given rows of a matrix, as a matrix. */
export function takeMatrixRows(matrix: Matrix, rows: Uint32Array): Matrix {
  return {
    rowCount: rows.length,
    columns: matrix.columns.map((column) => {
      const taken = new Float64Array(rows.length);
      for (let i = 0; i < rows.length; i++) taken[i] = column[rows[i]!]!;
      return taken;
    }),
  };
}

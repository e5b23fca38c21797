// The control without any connection between columns: every column permuted on its own.
import type { Matrix } from '../matrix.ts';
import { createRandom, deriveSeed } from '../random.ts';

/** The same values in every column, in an order that has nothing to do with the other columns. */
export function shuffleColumns(matrix: Matrix, seed: number): Matrix {
  const columns = matrix.columns.map((column, index) => {
    const order = Uint32Array.from({ length: matrix.rowCount }, (_, row) => row);
    createRandom(deriveSeed(seed, 'shuffle', index)).shuffle(order);
    return Float64Array.from(order, (row) => column[row]!);
  });
  return { rowCount: matrix.rowCount, columns };
}

// A matrix as peers read it: row after row.
import type { Matrix } from '#analysis/matrix';

export function rowMajor({ rowCount, columns }: Matrix): Float64Array {
  const values = new Float64Array(rowCount * columns.length);
  columns.forEach((column, j) => {
    column.forEach((value, row) => (values[row * columns.length + j] = value));
  });
  return values;
}

// Applies a fitted transform to rows in own units, whether they were trained on or are new.
import { AnalysisError } from '../analysis-error.ts';
import type { Matrix } from '../matrix.ts';
import { requireFinite } from '../statistics/require-values.ts';
import type { FittedTransform } from './transform-params.ts';
import { transformValue } from './transform-value.ts';

/** Makes the memory of one column; the engine passes one that makes shared memory. */
export type AllocateColumn = (length: number) => Float64Array;

/**
 * @param matrix rows in own units, the columns that the transform was fitted on
 * @returns z-values, without the columns that the transform left out
 * @throws AnalysisError `input.length-mismatch`; `input.not-finite` naming row and column
 */
export function applyTransform(
  transform: FittedTransform,
  matrix: Matrix,
  allocate: AllocateColumn = (length) => new Float64Array(length),
): Matrix {
  if (matrix.columns.length !== transform.columns.length) {
    throw new AnalysisError(
      'input.length-mismatch',
      `The transform was fitted on ${transform.columns.length} columns, these rows have ${matrix.columns.length}.`,
      'Score data that has the features of the model.',
    );
  }
  const columns: Float64Array[] = [];
  for (const [i, column] of transform.columns.entries()) {
    if (column.leftOut !== null) continue;
    const values = matrix.columns[i]!;
    requireFinite(values, `Column ${column.name}`, column.name);
    const result = allocate(matrix.rowCount);
    for (let row = 0; row < matrix.rowCount; row++) {
      result[row] = transformValue(values[row]!, column);
    }
    columns.push(result);
  }
  return { rowCount: matrix.rowCount, columns };
}

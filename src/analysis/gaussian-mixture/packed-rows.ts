// Rows laid out one after the other and moved to the middle of the data, as the passes read them.
import { AnalysisError } from '../analysis-error.ts';
import type { Matrix } from '../matrix.ts';
import { moments } from '../statistics/moments.ts';
import { requireFinite } from '../statistics/require-values.ts';

/** Row-major cells, centred so that large offsets cost no digits. */
export interface PackedRows {
  readonly rowCount: number;
  readonly columnCount: number;
  readonly cells: Float64Array;
  /** What was taken off each column. */
  readonly origin: Float64Array;
}

/** Packed rows with the variance of each column, which floors are relative to. */
export interface TrainingRows extends PackedRows {
  readonly variances: Float64Array;
}

/**
 * @throws AnalysisError `input.empty`, `input.not-finite`, `input.constant-column`
 */
export function packTrainingRows(matrix: Matrix): TrainingRows {
  const { rowCount, columns } = matrix;
  if (rowCount === 0 || columns.length === 0) {
    throw new AnalysisError(
      'input.empty',
      `There is nothing to fit: ${rowCount} rows and ${columns.length} columns.`,
      'Choose at least one feature and keep at least one row.',
    );
  }
  const summaries = columns.map((column, index) => {
    requireFinite(column, `Column ${index}`, index);
    const summary = moments(column);
    if (summary.minimum < summary.maximum) return summary;
    throw new AnalysisError(
      'input.constant-column',
      `Column ${index} is constant: every cell is ${summary.mean}.`,
      'Leave the column out: it cannot tell persons apart.',
      { column: index },
    );
  });
  const origin = Float64Array.from(summaries, (summary) => summary.mean);
  const variances = Float64Array.from(summaries, (summary) => summary.populationVariance);
  return { ...packRows(matrix, origin), variances };
}

/** @param origin one value for each column of the matrix */
export function packRows({ rowCount, columns }: Matrix, origin: Float64Array): PackedRows {
  const columnCount = columns.length;
  const cells = new Float64Array(rowCount * columnCount);
  columns.forEach((column, index) => {
    const middle = origin[index]!;
    for (let row = 0; row < rowCount; row++) {
      cells[row * columnCount + index] = column[row]! - middle;
    }
  });
  return { rowCount, columnCount, cells, origin };
}

/** The given rows of a packing, packed. */
export function takeRows(rows: TrainingRows, indices: Uint32Array): TrainingRows {
  const { columnCount } = rows;
  const cells = new Float64Array(indices.length * columnCount);
  indices.forEach((row, at) => {
    cells.set(rows.cells.subarray(row * columnCount, (row + 1) * columnCount), at * columnCount);
  });
  return { ...rows, rowCount: indices.length, cells };
}

// Counts of persons by two labellings: the table behind comparisons, scores and migrations.
import { AnalysisError } from '../analysis-error.ts';

/** One label a row: 0 to k - 1, or `noSegment` for a row that this side does not know. */
export type Labels = ArrayLike<number>;

/** The label of a row without a segment. */
export const noSegment = -1;

/** Counts of rows by label of either side; rows that one side does not know are counted apart. */
export interface CrossTable {
  readonly rowLabelCount: number;
  readonly columnLabelCount: number;
  /** rowLabelCount x columnLabelCount, row-major. */
  readonly counts: readonly number[];
  readonly rowTotals: readonly number[];
  readonly columnTotals: readonly number[];
  /** Rows that both sides know: the sum of the counts. */
  readonly total: number;
  /** By label of the row side: rows that only the row side knows. */
  readonly onlyInRows: readonly number[];
  /** By label of the column side: rows that only the column side knows. */
  readonly onlyInColumns: readonly number[];
}

/**
 * @param rows labels of the side that makes the table's rows, for n persons
 * @param columns labels of the other side, for the same persons in the same order
 * @throws AnalysisError `input.length-mismatch`; `input.unknown-label` for a label out of range
 */
export function crossTable(
  rows: Labels,
  columns: Labels,
  rowLabelCount: number,
  columnLabelCount: number,
): CrossTable {
  if (rows.length !== columns.length) {
    throw new AnalysisError(
      'input.length-mismatch',
      `Cross table: ${rows.length} labels meet ${columns.length}.`,
      'Both runs have to list the same persons in the same order.',
    );
  }
  const counts = new Array<number>(rowLabelCount * columnLabelCount).fill(0);
  const rowTotals = new Array<number>(rowLabelCount).fill(0);
  const columnTotals = new Array<number>(columnLabelCount).fill(0);
  const onlyInRows = new Array<number>(rowLabelCount).fill(0);
  const onlyInColumns = new Array<number>(columnLabelCount).fill(0);
  let total = 0;
  for (let i = 0; i < rows.length; i++) {
    const row = requireLabel(rows[i]!, rowLabelCount, i);
    const column = requireLabel(columns[i]!, columnLabelCount, i);
    if (row === noSegment) {
      if (column !== noSegment) onlyInColumns[column]!++;
    } else if (column === noSegment) {
      onlyInRows[row]!++;
    } else {
      counts[row * columnLabelCount + column]!++;
      rowTotals[row]!++;
      columnTotals[column]!++;
      total++;
    }
  }
  return {
    rowLabelCount,
    columnLabelCount,
    counts,
    rowTotals,
    columnTotals,
    total,
    onlyInRows,
    onlyInColumns,
  };
}

/** The label itself, once it is known to be a whole number from -1 to count - 1. */
export function requireLabel(label: number, count: number, row: number): number {
  if (Number.isInteger(label) && label >= noSegment && label < count) return label;
  throw new AnalysisError(
    'input.unknown-label',
    `Row ${row} has the label ${label}, known are 0 to ${count - 1}.`,
    'Labels and the number of segments have to come from the same run.',
    { row },
  );
}

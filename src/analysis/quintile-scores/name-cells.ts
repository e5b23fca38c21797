// Puts persons with three scores into named cells, which then serve as segments.
import { AnalysisError } from '../analysis-error.ts';
import type { CellTable } from './cell-tables.ts';

/** Named cells as segments: labels count the names in the order of the table. */
export interface CellSegmentation {
  /** One label a row. */
  readonly labels: Int32Array;
  /** Names by label: the cells of the table, then the name for everybody else. */
  readonly names: readonly string[];
  readonly counts: readonly number[];
}

/**
 * A score of another scale than 1 to 5, in the tables' terms: the ends stay ends, and what lies
 * between goes to the nearest step (halves upward).
 */
export function toFiveSteps(score: number, bandCount: number): number {
  return Math.floor(1 + ((score - 1) * 4) / (bandCount - 1) + 0.5);
}

/**
 * @param scores of recency, of frequency, and of engagement or money; one array each
 * @throws AnalysisError `input.length-mismatch` where there are not three columns of equal length
 */
export function nameCells(
  scores: readonly Uint8Array[],
  bandCount: number,
  table: CellTable,
): CellSegmentation {
  const [recency, frequency, third] = scores;
  if (!recency || !frequency || !third || scores.length !== 3) {
    throw new AnalysisError(
      'input.length-mismatch',
      `Named cells need three scores, not ${scores.length}.`,
      'Score recency, frequency, and one of engagement and money.',
    );
  }
  const names = [...table.cells.map(({ name }) => name), table.otherwise];
  const labels = new Int32Array(recency.length);
  const counts = names.map(() => 0);
  const steps = Array.from({ length: bandCount + 1 }, (_, score) => toFiveSteps(score, bandCount));
  for (let row = 0; row < recency.length; row++) {
    const label = cellOf(
      table,
      steps[recency[row]!]!,
      steps[frequency[row]!]!,
      steps[third[row]!]!,
    );
    labels[row] = label;
    counts[label]!++;
  }
  return { labels, names, counts };
}

function cellOf(table: CellTable, recency: number, frequency: number, third: number): number {
  const found = table.cells.findIndex(
    (cell) =>
      recency >= cell.recency[0] &&
      recency <= cell.recency[1] &&
      frequency >= cell.frequency[0] &&
      frequency <= cell.frequency[1] &&
      third >= cell.third[0] &&
      third <= cell.third[1],
  );
  return found < 0 ? table.cells.length : found;
}

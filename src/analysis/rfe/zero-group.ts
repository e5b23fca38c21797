// People without a single click as a group of their own, kept out of the fit and put back after it.
import type { Labels } from '../agreement/cross-table.ts';
import { AnalysisError } from '../analysis-error.ts';

export interface ZeroSplit {
  readonly rowCount: number;
  /** Rows that take part in the fit, ascending. */
  readonly activeRows: Uint32Array;
  readonly zeroCount: number;
}

/** @param values clicks, or whatever else makes a person active; zero or less is none */
export function splitZeroGroup(values: Float64Array): ZeroSplit {
  let activeCount = 0;
  for (const value of values) if (value > 0) activeCount++;
  const activeRows = new Uint32Array(activeCount);
  let next = 0;
  values.forEach((value, row) => {
    if (value > 0) activeRows[next++] = row;
  });
  return { rowCount: values.length, activeRows, zeroCount: values.length - activeCount };
}

/**
 * Labels of everybody: those of the fit, and k for the group without clicks.
 *
 * @param labels 0 to k - 1 for the active rows, in their order
 * @throws AnalysisError `input.length-mismatch`
 */
export function mergeZeroGroup(split: ZeroSplit, labels: Labels, k: number): Int32Array {
  if (labels.length !== split.activeRows.length) {
    throw new AnalysisError(
      'input.length-mismatch',
      `${labels.length} labels for ${split.activeRows.length} people with clicks.`,
      'The labels have to come from the fit on exactly these people.',
    );
  }
  const merged = new Int32Array(split.rowCount).fill(k);
  split.activeRows.forEach((row, i) => (merged[row] = labels[i]!));
  return merged;
}

// Mean and spread of a column's present cells.

export interface ColumnMeasure {
  readonly presentCount: number;
  readonly mean: number;
  /** Of the present cells about their mean, divided by their number; 0 where constant. */
  readonly variance: number;
  /** Root of the variance; 1 where constant. */
  readonly deviation: number;
  /** Whether all present cells are equal. */
  readonly constant: boolean;
  /** Whether every present cell is 0 or 1. */
  readonly binary: boolean;
}

/** @param column finite cells, NaN where missing; a column without present cells is constant at 0 */
export function measureColumn(column: Float64Array): ColumnMeasure {
  let presentCount = 0;
  let first = 0;
  let sum = 0;
  let constant = true;
  let binary = true;
  for (const cell of column) {
    if (Number.isNaN(cell)) continue;
    if (presentCount === 0) first = cell;
    presentCount += 1;
    if (cell !== first) constant = false;
    if (cell !== 0 && cell !== 1) binary = false;
    // About the first cell, so that an offset costs no digits.
    sum += cell - first;
  }
  const mean = constant ? first : first + sum / presentCount;
  let squares = 0;
  if (!constant) {
    for (const cell of column) if (!Number.isNaN(cell)) squares += (cell - mean) ** 2;
  }
  const variance = presentCount > 0 ? squares / presentCount : 0;
  const deviation = variance > 0 ? Math.sqrt(variance) : 1;
  return { presentCount, mean, variance, deviation, constant, binary };
}

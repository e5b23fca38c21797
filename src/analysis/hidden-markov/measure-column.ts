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
  for (let row = 0; row < column.length; row++) {
    const cell = column[row]!;
    if (Number.isNaN(cell)) continue;
    if (presentCount === 0) first = cell;
    presentCount += 1;
    constant &&= cell === first;
    binary &&= cell === 0 || cell === 1;
    // About the first cell, so that an offset costs no digits.
    sum += cell - first;
  }
  if (constant) return { presentCount, mean: first, variance: 0, deviation: 1, constant, binary };
  const mean = first + sum / presentCount;
  let squares = 0;
  for (let row = 0; row < column.length; row++) {
    const difference = column[row]! - mean;
    if (!Number.isNaN(difference)) squares += difference * difference;
  }
  const variance = squares / presentCount;
  return { presentCount, mean, variance, deviation: Math.sqrt(variance), constant, binary };
}

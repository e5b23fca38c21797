// The one shape in which numbers travel through the analysis: named columns of equal length.

/** A rowCount x columns.length matrix of Float64 columns; a missing cell is NaN. */
export interface Matrix {
  readonly rowCount: number;
  readonly columns: readonly Float64Array[];
}

// Rows moved to the middle of the data and scaled by a power of two, so that no offset costs digits
// and no square overflows; labels and ratios of distances do not change.
import { AnalysisError } from '../analysis-error.ts';
import type { Matrix } from '../matrix.ts';

/** A matrix as k-means sees it: coordinate = (cell - origin) * scale, at most 2 in magnitude. */
export interface CentredMatrix {
  readonly matrix: Matrix;
  readonly origin: Float64Array;
  /** A power of two. */
  readonly scale: number;
}

/** A matrix centred about itself, as a fit needs it. */
export interface CentredSample extends CentredMatrix {
  /** Mean of the columns' variances, in centred units. */
  readonly meanVariance: number;
}

interface ColumnRange {
  readonly min: number;
  readonly max: number;
  readonly mean: number;
}

/**
 * The least and greatest value and the mean of a column.
 *
 * @throws AnalysisError `input.not-finite` naming the column and the number of its rows
 */
function columnRange(column: Float64Array, index: number): ColumnRange {
  let min = Infinity;
  let max = -Infinity;
  let badCount = 0;
  let firstBad = -1;
  for (let row = 0; row < column.length; row++) {
    const value = column[row] ?? NaN;
    if (!Number.isFinite(value)) {
      if (badCount === 0) firstBad = row;
      badCount += 1;
    }
    if (value < min) min = value;
    if (value > max) max = value;
  }
  if (badCount > 0) {
    throw new AnalysisError(
      'input.not-finite',
      `Column ${index} holds ${badCount} missing or infinite values of ${column.length}.`,
      'Fill the missing values or leave those rows or the column out.',
      { column: index, row: firstBad },
    );
  }
  if (min === max) return { min, max, mean: min };
  const down = powerOfTwoBelow(1 / Math.max(-min, max, Number.MIN_VALUE));
  let sum = 0;
  for (const value of column) sum += value * down;
  return { min, max, mean: Math.min(max, Math.max(min, sum / column.length / down)) };
}

/** The greatest power of two not above a positive number, kept away from the ends of the range. */
function powerOfTwoBelow(value: number): number {
  return 2 ** Math.max(-1000, Math.min(1000, Math.floor(Math.log2(value))));
}

function requireShape(matrix: Matrix): void {
  if (matrix.rowCount < 1 || matrix.columns.length < 1) {
    throw new AnalysisError(
      'input.empty',
      `There is nothing to cluster: ${matrix.rowCount} rows and ${matrix.columns.length} columns.`,
      'Choose at least one feature and keep at least one row.',
    );
  }
  for (const [index, column] of matrix.columns.entries()) {
    if (column.length === matrix.rowCount) continue;
    throw new AnalysisError(
      'input.length-mismatch',
      `Column ${index} holds ${column.length} values where ${matrix.rowCount} rows are expected.`,
      'Build the feature matrix again.',
      { column: index },
    );
  }
}

function reach(range: ColumnRange, origin: number): number {
  // Halves, because the distance between the two ends of the number range overflows.
  return Math.max(range.max / 2 - origin / 2, origin / 2 - range.min / 2);
}

function scaleFor(greatestHalfReach: number): number {
  return greatestHalfReach > 0 ? powerOfTwoBelow(1 / greatestHalfReach) : 1;
}

/** Centres a matrix about the means of its columns (a constant column about its value). */
export function centreMatrix(matrix: Matrix): CentredSample {
  requireShape(matrix);
  const ranges = matrix.columns.map(columnRange);
  const origin = Float64Array.from(ranges, (range) => range.mean);
  const scale = scaleFor(Math.max(...ranges.map((range) => reach(range, range.mean))));
  return { matrix, origin, scale, meanVariance: meanVarianceOf(matrix, origin, scale) };
}

/** Centres a matrix about a model's origin, scaled so that the model's centroids stay in range too. */
export function centreMatrixAbout(
  matrix: Matrix,
  origin: Float64Array,
  centroids: Float64Array,
): CentredMatrix {
  requireShape(matrix);
  if (matrix.columns.length !== origin.length) {
    throw new AnalysisError(
      'input.length-mismatch',
      `The matrix has ${matrix.columns.length} columns, the model ${origin.length}.`,
      'Score with the features the model was fitted on.',
    );
  }
  const reaches = matrix.columns.map((column, index) =>
    reach(columnRange(column, index), origin[index] ?? 0),
  );
  centroids.forEach((value, index) => {
    reaches.push(Math.abs(value / 2 - (origin[index % origin.length] ?? 0) / 2));
  });
  const scale = scaleFor(reaches.reduce((a, b) => Math.max(a, b), 0));
  return { matrix, origin, scale };
}

function meanVarianceOf(matrix: Matrix, origin: Float64Array, scale: number): number {
  const variances = matrix.columns.map((column, index) => {
    const middle = (origin[index] ?? 0) * scale;
    let squares = 0;
    for (const value of column) squares += (value * scale - middle) ** 2;
    return squares / column.length;
  });
  return variances.reduce((sum, value) => sum + value, 0) / variances.length;
}

/** Points (points x columns, row-major) from own units to centred ones. */
export function toCentred(points: Float64Array, centred: CentredMatrix): Float64Array {
  const { origin, scale } = centred;
  return points.map((value, index) => {
    const middle = origin[index % origin.length] ?? 0;
    return value * scale - middle * scale;
  });
}

/** Points (points x columns, row-major) from centred units to own ones. */
export function fromCentred(points: Float64Array, centred: CentredMatrix): Float64Array {
  const { origin, scale } = centred;
  return points.map((value, index) => (origin[index % origin.length] ?? 0) + value / scale);
}

/** A sum of squares from centred units to own ones; what has no 64-bit number becomes the greatest. */
export function squaresFromCentred(squares: number, scale: number): number {
  return Math.min(squares / scale / scale, Number.MAX_VALUE);
}

// The points of a density clustering: one row a person, all coordinates of a row side by side.
import { AnalysisError } from '../analysis-error.ts';
import { requireCount } from '../statistics/require-values.ts';

export interface Points {
  readonly rowCount: number;
  readonly dimensionCount: number;
  /** rowCount x dimensionCount, row-major. */
  readonly values: Float64Array;
}

/** Beyond it the squares of distances would leave the range of doubles. */
const greatestCoordinate = 1e150;

/**
 * @throws AnalysisError `input.empty`, `input.length-mismatch`, `input.not-finite` naming row and
 *   column
 */
export function requirePoints(points: Points, what: string): void {
  const { rowCount, dimensionCount, values } = points;
  requireCount(rowCount, 1, what);
  requireCount(dimensionCount, 1, `${what}: dimensions`);
  if (values.length !== rowCount * dimensionCount) {
    throw new AnalysisError(
      'input.length-mismatch',
      `${what}: ${values.length} coordinates for ${rowCount} rows of ${dimensionCount}.`,
      'Give every row the same number of coordinates.',
    );
  }
  for (let i = 0; i < values.length; i++) {
    if (Math.abs(values[i]!) <= greatestCoordinate) continue;
    throw new AnalysisError(
      'input.not-finite',
      `${what}: coordinate ${i % dimensionCount} of row ${Math.floor(i / dimensionCount)} is ${values[i]}.`,
      'Fill or drop missing values, and scale the columns before clustering by distance.',
      { row: Math.floor(i / dimensionCount), column: i % dimensionCount },
    );
  }
}

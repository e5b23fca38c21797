// Takes points of the transformed space, such as centroids, back to the person's own units.
import { AnalysisError } from '../analysis-error.ts';
import type { FittedTransform } from './transform-params.ts';
import { invertValue } from './transform-value.ts';

/**
 * The point in own units. Because the log is taken before the mean, the centroid of a logged
 * column comes back as a geometric mean (of 1 + x), not as the arithmetic one: where both are
 * shown they are told apart. A column that was left out comes back as its constant.
 *
 * @param point z-values of the columns that were kept, in their order
 * @returns one value for each column of the transform, left-out ones included
 * @throws AnalysisError `input.length-mismatch`
 */
export function invertTransform(transform: FittedTransform, point: ArrayLike<number>): number[] {
  const kept = transform.columns.filter((column) => column.leftOut === null);
  if (point.length !== kept.length) {
    throw new AnalysisError(
      'input.length-mismatch',
      `The point has ${point.length} values, the transform keeps ${kept.length} columns.`,
      'Pass one value for every column that takes part in the fit.',
    );
  }
  let next = 0;
  return transform.columns.map((column) =>
    invertValue(column.leftOut === null ? point[next++]! : 0, column),
  );
}

// The values of a feature at which its effect is looked at.
import { quantileOfSorted } from '../../statistics/quantile.ts';
import { AnalysisError } from '../../analysis-error.ts';
import type { FeatureColumn } from '../../supervised/feature-table.ts';

/** Missing and infinite cells left out, ascending. */
export function sortedValues({ name, values }: FeatureColumn): Float64Array {
  const present = values.filter((value) => !Number.isNaN(value)).sort();
  if (present.length > 0) return present;
  throw new AnalysisError(
    'input.empty',
    `The feature ${name} has no values in the rows at hand.`,
    'Choose another feature, or rows that have it.',
    { column: name },
  );
}

/** Distinct quantiles from the least to the greatest value; of levels and 0/1 the distinct values. */
export function gridOf(column: FeatureColumn, count: number): Float64Array {
  const sorted = sortedValues(column);
  const wanted =
    column.kind === 'continuous'
      ? Array.from({ length: count }, (_, i) => quantileOfSorted(sorted, i / (count - 1)))
      : Array.from(sorted);
  return Float64Array.from(new Set(wanted));
}

// Drift of one numeric column: deciles of the training rows as bins, new rows counted into them.
import { AnalysisError } from '../analysis-error.ts';
import { quantileOfSorted } from '../statistics/quantile.ts';
import { requireFinite } from '../statistics/require-values.ts';
import type { ColumnDrift, DriftReference } from './drift-types.ts';
import { stabilityIndex } from './stability-index.ts';

const decileCount = 10;

/**
 * What to keep of a training column.
 *
 * @param column values in own units; NaN is a missing cell
 * @throws AnalysisError `input.empty` where no cell holds a value, `input.not-finite` for infinity
 */
export function fitDriftReference(column: Float64Array, name: string): DriftReference {
  const sorted = presentValues(column, name).sort();
  const deciles = Array.from({ length: decileCount - 1 }, (_, i) =>
    quantileOfSorted(sorted, (i + 1) / decileCount),
  );
  const maximum = sorted[sorted.length - 1]!;
  // An end at the largest value would leave nothing for the last bin.
  const binEnds = [...new Set(deciles)].filter((end) => end < maximum);
  return {
    name,
    rowCount: column.length,
    missingCount: column.length - sorted.length,
    minimum: sorted[0]!,
    maximum,
    binEnds,
    binCounts: countBins(sorted, binEnds),
  };
}

/**
 * Compares new rows with the training rows. A column that was constant has one bin and an index of
 * 0: there the share out of range is what tells.
 *
 * @throws AnalysisError `input.empty` where no cell holds a value, `input.not-finite` for infinity
 */
export function measureDrift(reference: DriftReference, column: Float64Array): ColumnDrift {
  const present = presentValues(column, reference.name);
  const counts = countBins(present, reference.binEnds);
  let belowCount = 0;
  let aboveCount = 0;
  for (const value of present) {
    if (value < reference.minimum) belowCount++;
    else if (value > reference.maximum) aboveCount++;
  }
  const referenceCount = reference.rowCount - reference.missingCount;
  return {
    ...stabilityIndex(reference.binCounts, counts),
    name: reference.name,
    rowCount: column.length,
    missingShare: 1 - present.length / column.length,
    referenceMissingShare: reference.missingCount / reference.rowCount,
    referenceShares: reference.binCounts.map((count) => count / referenceCount),
    newShares: counts.map((count) => count / present.length),
    outOfRangeShare: (belowCount + aboveCount) / present.length,
    belowCount,
    aboveCount,
  };
}

function presentValues(column: Float64Array, name: string): Float64Array {
  const present = column.filter((value) => !Number.isNaN(value));
  requireFinite(present, `Column ${name}`, name);
  if (present.length > 0) return present;
  throw new AnalysisError(
    'input.empty',
    `Column ${name}: none of ${column.length} rows holds a value.`,
    'Check the mapping of the new data: this column is empty.',
    { column: name },
  );
}

function countBins(values: Float64Array, ends: readonly number[]): number[] {
  const counts = new Array<number>(ends.length + 1).fill(0);
  for (const value of values) {
    let bin = 0;
    while (bin < ends.length && value > ends[bin]!) bin++;
    counts[bin]!++;
  }
  return counts;
}

// From features in own units to the matrix that is clustered: log, winsorise, z-score, and the group
// without frequency set apart.
import type { Matrix } from '#analysis/matrix';
import { takeMatrixRows } from '#analysis/choosing-k/sample-rows';
import { splitZeroGroup } from '#analysis/rfe/zero-group';
import { applyTransform } from '#analysis/transform/apply-transform';
import { fitTransform } from '#analysis/transform/fit-transform';
import { defaultTreatment, type FittedTransform } from '#analysis/transform/transform-params';
import type { RfeRecipe } from '#shared/recipe/rfe-recipe';
import { featureNames } from '#shared/results/rfe-result';

export interface StandardisedPersons {
  readonly transform: FittedTransform;
  /** The persons that are clustered, standardised; columns that do not vary are left out. */
  readonly matrix: Matrix;
  /** Their rows among all persons. */
  readonly rows: Uint32Array;
  /** Persons without frequency, where they form a group of their own. */
  readonly apartCount: number;
}

/**
 * @param persons recency, frequency, engagement in own units, a row a person
 * @throws AnalysisError where nothing is left to cluster, or nothing varies
 */
export function standardisePersons(
  persons: Matrix,
  choices: Pick<RfeRecipe, 'transform' | 'zeroFrequencyApart'>,
): StandardisedPersons {
  const rows = clusteredRows(persons, choices.zeroFrequencyApart);
  const clustered = rows.length === persons.rowCount ? persons : takeMatrixRows(persons, rows);
  const percentile = choices.transform.winsorisePercentile;
  const treatments = featureNames.map((name) => ({
    ...defaultTreatment(name),
    log1p: choices.transform.log,
    upperQuantile: percentile === null ? null : percentile / 100,
  }));
  const transform = fitTransform(clustered, treatments);
  return {
    transform,
    matrix: applyTransform(transform, clustered),
    rows,
    apartCount: persons.rowCount - rows.length,
  };
}

function clusteredRows(persons: Matrix, zeroFrequencyApart: boolean): Uint32Array {
  if (!zeroFrequencyApart) return Uint32Array.from({ length: persons.rowCount }, (_, row) => row);
  return splitZeroGroup(persons.columns[1] ?? new Float64Array(0)).activeRows;
}

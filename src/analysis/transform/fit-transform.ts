// Fits log, winsorising and z-score on the training rows, and only on them.
import { AnalysisError } from '../analysis-error.ts';
import type { Matrix } from '../matrix.ts';
import { moments } from '../statistics/moments.ts';
import { quantileOfSorted } from '../statistics/quantile.ts';
import { requireCount, requireFinite, requireRange } from '../statistics/require-values.ts';
import type { ColumnTransform, ColumnTreatment, FittedTransform } from './transform-params.ts';
import { signedLog1p, winsorise } from './transform-value.ts';

/**
 * @param matrix training rows in own units
 * @param treatments one for each column of the matrix, in its order
 * @throws AnalysisError `input.empty`; `input.not-finite` naming row and column;
 *   `input.length-mismatch`; `input.constant-column` where no column varies
 */
export function fitTransform(
  matrix: Matrix,
  treatments: readonly ColumnTreatment[],
): FittedTransform {
  requireCount(matrix.rowCount, 1, 'Transform');
  if (treatments.length !== matrix.columns.length) {
    throw new AnalysisError(
      'input.length-mismatch',
      `Transform: ${matrix.columns.length} columns but ${treatments.length} treatments.`,
      'Give one treatment for every column.',
    );
  }
  const columns = treatments.map((treatment, i) => fitColumn(matrix.columns[i]!, treatment));
  if (columns.every((column) => column.leftOut !== null)) {
    throw new AnalysisError(
      'input.constant-column',
      `Every column is constant: ${columns.map(({ name }) => name).join(', ')}.`,
      'Choose features that differ between persons.',
    );
  }
  return { rowCount: matrix.rowCount, columns };
}

function fitColumn(values: Float64Array, treatment: ColumnTreatment): ColumnTransform {
  requireFinite(values, `Column ${treatment.name}`, treatment.name);
  const before = moments(values);
  const constant = before.minimum === before.maximum;
  if (treatment.kind === 'binary') return fitBinary(treatment, before, constant);
  const logged = treatment.log1p ? values.map(signedLog1p) : values.slice();
  logged.sort();
  const upper = bound(logged, treatment.upperQuantile);
  const lower = bound(logged, treatment.lowerQuantile);
  const upperCount = upper === null ? 0 : countWhere(logged, (value) => value > upper);
  const lowerCount = lower === null ? 0 : countWhere(logged, (value) => value < lower);
  const after = moments(logged.map((value) => winsorise(value, { lower, upper })));
  const flat = after.minimum === after.maximum;
  return {
    ...treatment,
    leftOut: constant ? 'constant' : flat ? 'constant-after-winsorising' : null,
    upper,
    lower,
    upperCount,
    lowerCount,
    negativeCount: countWhere(values, (value) => value < 0),
    mean: after.mean,
    scale: flat ? 1 : Math.sqrt(after.populationVariance),
    skewBefore: before.skewness,
    skewAfter: after.skewness,
  };
}

/** A binary column passes as it is: 0 and 1 have no scale to correct. */
function fitBinary(
  { name }: ColumnTreatment,
  { skewness, mean }: ReturnType<typeof moments>,
  constant: boolean,
): ColumnTransform {
  return {
    name,
    kind: 'binary',
    log1p: false,
    upperQuantile: null,
    lowerQuantile: null,
    leftOut: constant ? 'constant' : null,
    upper: null,
    lower: null,
    upperCount: 0,
    lowerCount: 0,
    negativeCount: 0,
    mean: constant ? mean : 0,
    scale: 1,
    skewBefore: skewness,
    skewAfter: skewness,
  };
}

function bound(sorted: Float64Array, probability: number | null): number | null {
  if (probability === null) return null;
  requireRange(probability, 0, 1, 'The quantile to winsorise at');
  return quantileOfSorted(sorted, probability);
}

function countWhere(values: Float64Array, matches: (value: number) => boolean): number {
  let count = 0;
  for (const value of values) if (matches(value)) count++;
  return count;
}

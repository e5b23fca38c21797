// Puts panel columns on the scale of the fit and back: log and z-score for continuous columns only.
import { AnalysisError } from '../analysis-error.ts';
import type { EmissionKind } from '../hidden-markov/hidden-markov-types.ts';
import { moments } from '../statistics/moments.ts';
import { requireFinite } from '../statistics/require-values.ts';
import type { AllocateColumn } from '../transform/apply-transform.ts';
import { signedExpm1, signedLog1p } from '../transform/transform-value.ts';

/** How one column is to be treated; chosen before the fit. */
export interface PanelTreatment {
  readonly name: string;
  readonly kind: 'continuous' | 'binary' | 'count';
  /** How the states emit it. A binary column may be emitted as a Gaussian, but is never scaled. */
  readonly emission: EmissionKind;
  /** sign(x) log(1 + |x|) before the z-score; only where the column is scaled at all: as a Gaussian. */
  readonly log1p: boolean;
}

/** One column's fitted scale: z = (log(x) - mean) / scale. Plain numbers, saved with the model. */
export interface PanelColumnTransform extends PanelTreatment {
  /** Why the column takes no part in the fit; null where it does. */
  readonly leftOut: 'constant' | 'empty' | null;
  readonly mean: number;
  readonly scale: number;
  /** Deviation of the training rows on the scale of the fit: 1 for a scaled column. */
  readonly spread: number;
  readonly missingCount: number;
  readonly minimum: number | null;
  readonly maximum: number | null;
}

/** Columns in the order of the input, left-out ones included. */
export interface PanelTransform {
  readonly rowCount: number;
  readonly columns: readonly PanelColumnTransform[];
}

/**
 * Fits on the training rows, and only on them. Missing cells (NaN) are passed over.
 *
 * @throws AnalysisError `input.length-mismatch`; `input.not-finite` for an infinite cell or a binary
 *   cell that is neither 0 nor 1, naming row and column; `input.constant-column` where none varies
 */
export function fitPanelTransform(
  columns: readonly Float64Array[],
  treatments: readonly PanelTreatment[],
): PanelTransform {
  requireColumns(columns.length, treatments.length);
  const fitted = treatments.map((treatment, i) => fitColumn(columns[i]!, treatment));
  if (fitted.every(({ leftOut }) => leftOut !== null)) {
    throw new AnalysisError(
      'input.constant-column',
      `Every column is constant or empty: ${treatments.map(({ name }) => name).join(', ')}.`,
      'Choose features that differ between periods.',
    );
  }
  return { rowCount: columns[0]?.length ?? 0, columns: fitted };
}

/**
 * @returns the columns that take part in the fit, on its scale; missing cells stay missing
 * @throws AnalysisError `input.length-mismatch`, `input.not-finite` naming row and column
 */
export function applyPanelTransform(
  transform: PanelTransform,
  columns: readonly Float64Array[],
  allocate: AllocateColumn = (length) => new Float64Array(length),
): Float64Array[] {
  requireColumns(columns.length, transform.columns.length);
  return transform.columns.flatMap((column, i) => {
    if (column.leftOut !== null) return [];
    const values = columns[i]!;
    requireCells(values, column);
    const result = allocate(values.length);
    for (let row = 0; row < values.length; row++) result[row] = toFitScale(values[row]!, column);
    return [result];
  });
}

/** The columns that take part in the fit, in the order of the model's columns. */
export function keptColumns(transform: PanelTransform): PanelColumnTransform[] {
  return transform.columns.filter(({ leftOut }) => leftOut === null);
}

/** A value in own units on the scale of the fit. */
export function toFitScale(value: number, column: PanelColumnTransform): number {
  return ((column.log1p ? signedLog1p(value) : value) - column.mean) / column.scale;
}

/** A value on the scale of the fit in own units; the mean of logs comes back as a geometric mean. */
export function toOwnUnits(value: number, column: PanelColumnTransform): number {
  const unscaled = value * column.scale + column.mean;
  return column.log1p ? signedExpm1(unscaled) : unscaled;
}

function fitColumn(values: Float64Array, treatment: PanelTreatment): PanelColumnTransform {
  requireCells(values, treatment);
  const present = values.filter((value) => !Number.isNaN(value));
  const missingCount = values.length - present.length;
  const scaled = treatment.kind !== 'binary' && treatment.emission === 'gaussian';
  const log1p = scaled && treatment.log1p;
  const plain = { ...treatment, log1p, mean: 0, scale: 1, missingCount };
  if (present.length === 0) {
    return { ...plain, leftOut: 'empty', spread: 0, minimum: null, maximum: null };
  }
  const { minimum, maximum } = moments(present);
  const { mean, populationVariance } = moments(log1p ? present.map(signedLog1p) : present);
  const spread = Math.sqrt(populationVariance);
  if (!(spread > 0)) return { ...plain, leftOut: 'constant', mean, spread: 0, minimum, maximum };
  if (!scaled) return { ...plain, leftOut: null, spread, minimum, maximum };
  return { ...plain, leftOut: null, mean, scale: spread, spread: 1, minimum, maximum };
}

/** Infinite cells, and cells of a binary column other than 0 and 1, are refused by row. */
function requireCells(values: Float64Array, { name, kind }: PanelTreatment): void {
  const row = values.findIndex(
    (value) =>
      !Number.isNaN(value) &&
      (!Number.isFinite(value) || (kind === 'binary' && value !== 0 && value !== 1)),
  );
  if (row < 0) return;
  if (kind !== 'binary') requireFinite(values.subarray(row, row + 1), `Column ${name}`, name);
  throw new AnalysisError(
    'input.not-finite',
    `Column ${name}: the value in row ${row} is ${values[row]}; a binary column holds 0 or 1.`,
    'Correct the value, or map the column as a number.',
    { row, column: name },
  );
}

function requireColumns(found: number, expected: number): void {
  if (found === expected) return;
  throw new AnalysisError(
    'input.length-mismatch',
    `The panel has ${found} columns where ${expected} are expected.`,
    'Use a panel that has the features of the model, in the same order.',
  );
}

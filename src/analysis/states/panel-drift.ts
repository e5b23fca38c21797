// Are the rows to be scored like those the model was made for? Asked of every column before scoring.
import { AnalysisError } from '../analysis-error.ts';
import { fitDriftReference, measureDrift } from '../drift/column-drift.ts';
import type { ColumnDrift, DriftReference, DriftVerdict } from '../drift/drift-types.ts';

export interface PanelDrift {
  /** One a column that could be compared, in the order of the panel. */
  readonly columns: readonly ColumnDrift[];
  /** Columns without a single value, then or now: nothing can be compared. */
  readonly notCompared: readonly string[];
  /** The worst of the columns. */
  readonly verdict: DriftVerdict;
  readonly sentence: string;
}

const severity: readonly DriftVerdict[] = ['stable', 'moderate', 'shifted'];

/**
 * What is kept of the training rows; null for a column without values.
 *
 * @param columns in own units; NaN is a missing cell
 * @throws AnalysisError `input.not-finite` for infinity
 */
export function fitPanelDrift(
  columns: readonly Float64Array[],
  names: readonly string[],
): (DriftReference | null)[] {
  return columns.map((column, i) =>
    isEmpty(column) ? null : fitDriftReference(column, names[i]!),
  );
}

/**
 * @param names what the columns are called where the drift is told
 * @throws AnalysisError `input.length-mismatch`; `input.not-finite` for infinity
 */
export function measurePanelDrift(
  references: readonly (DriftReference | null)[],
  columns: readonly Float64Array[],
  names: readonly string[],
): PanelDrift {
  if (references.length !== columns.length) {
    throw new AnalysisError(
      'input.length-mismatch',
      `The model was made with ${references.length} columns, these rows have ${columns.length}.`,
      'Score a panel that has the features of the model.',
    );
  }
  const drifts: ColumnDrift[] = [];
  const told: ToldDrift[] = [];
  const notCompared: string[] = [];
  columns.forEach((column, i) => {
    const reference = references[i];
    if (!reference || isEmpty(column)) {
      notCompared.push(names[i]!);
      return;
    }
    const drift = measureDrift(reference, column);
    drifts.push(drift);
    told.push({ called: names[i]!, verdict: drift.verdict });
  });
  const worst = drifts.reduce((most, { verdict }) => Math.max(most, severity.indexOf(verdict)), 0);
  const verdict = severity[worst]!;
  return { columns: drifts, notCompared, verdict, sentence: sentenceFor(told, notCompared) };
}

interface ToldDrift {
  readonly called: string;
  readonly verdict: DriftVerdict;
}

function sentenceFor(drifts: readonly ToldDrift[], notCompared: readonly string[]): string {
  const named = (wanted: DriftVerdict) =>
    drifts.filter(({ verdict }) => verdict === wanted).map(({ called }) => called);
  const shifted = named('shifted');
  const moderate = named('moderate');
  const parts: string[] = [];
  if (shifted.length > 0) {
    parts.push(`The model was made for other rows: ${shifted.join(', ')} shifted.`);
  }
  if (moderate.length > 0) parts.push(`Moderate drift: ${moderate.join(', ')}.`);
  if (notCompared.length > 0) parts.push(`Without values: ${notCompared.join(', ')}.`);
  return parts.length === 0 ? 'The new rows are like those of the training.' : parts.join(' ');
}

function isEmpty(column: Float64Array): boolean {
  return column.every((value) => Number.isNaN(value));
}

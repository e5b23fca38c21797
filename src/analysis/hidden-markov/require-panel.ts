// Refuses a panel that no hidden Markov model can have produced, saying where.
import { AnalysisError } from '../analysis-error.ts';
import type { EmissionKind, SequencePanel } from './hidden-markov-types.ts';

/**
 * @throws AnalysisError `input.empty`, `input.length-mismatch`, `input.not-finite`,
 *   `parameter.out-of-range`
 */
export function requirePanel(panel: SequencePanel, emissions: readonly EmissionKind[]): void {
  const { rowCount, starts, columns } = panel;
  if (rowCount < 1 || columns.length < 1 || starts.length < 2) {
    throw new AnalysisError(
      'input.empty',
      `The panel is empty: ${rowCount} rows and ${columns.length} columns.`,
      'Choose at least one feature and keep at least one person.',
    );
  }
  if (emissions.length !== columns.length) {
    throw new AnalysisError(
      'input.length-mismatch',
      `The panel has ${columns.length} columns, the model ${emissions.length}.`,
      'Use the features the model was fitted on.',
    );
  }
  requireStarts(starts, rowCount);
  columns.forEach((column, j) => requireCells(column, j, rowCount, emissions[j]!));
}

function requireStarts(starts: Uint32Array, rowCount: number): void {
  const bad = starts.findIndex((start, i) =>
    i === 0 ? start !== 0 : start <= starts[i - 1]! || start > rowCount,
  );
  if (bad < 0 && starts[starts.length - 1] === rowCount) return;
  throw new AnalysisError(
    'input.length-mismatch',
    `The sequences do not divide the ${rowCount} rows: each needs a row, and the last has to end there.`,
    'Build the panel again.',
    bad < 0 ? {} : { row: starts[bad]! },
  );
}

function requireCells(column: Float64Array, j: number, rowCount: number, kind: EmissionKind): void {
  if (column.length !== rowCount) {
    throw new AnalysisError(
      'input.length-mismatch',
      `Column ${j} holds ${column.length} values where ${rowCount} rows are expected.`,
      'Build the panel again.',
      { column: j },
    );
  }
  const cannot = impossible[kind];
  for (let row = 0; row < rowCount; row++) {
    if (cannot(column[row]!)) throw cannotEmit(kind, column[row]!, row, j);
  }
}

/** Whether a cell that is not missing cannot come from an emission of the kind. */
const impossible: Readonly<Record<EmissionKind, (cell: number) => boolean>> = {
  gaussian: (cell) => Math.abs(cell) === Infinity,
  bernoulli: (cell) => cell !== 0 && cell !== 1 && !Number.isNaN(cell),
  poisson: (cell) => !(Number.isInteger(cell) && cell >= 0) && !Number.isNaN(cell),
};

function cannotEmit(kind: EmissionKind, cell: number, row: number, j: number): AnalysisError {
  const place = { row, column: j };
  if (!Number.isFinite(cell)) {
    const text = `Row ${row} of column ${j} is infinite.`;
    return new AnalysisError('input.not-finite', text, 'Correct the cell or empty it.', place);
  }
  const expected = kind === 'bernoulli' ? '0 or 1' : 'a whole number, not negative';
  return new AnalysisError(
    'parameter.out-of-range',
    `Row ${row} of column ${j} is ${cell}; a ${kind === 'bernoulli' ? 'Bernoulli' : 'Poisson'} column holds ${expected}.`,
    'Treat the column as Gaussian, or correct the cell.',
    place,
  );
}

// Guards at the door of every supervised fit: a sound table, a label for every row, two classes.
import { AnalysisError } from '../analysis-error.ts';
import { requireCount } from '../statistics/require-values.ts';
import type { FeatureColumn, FeatureTable } from './feature-table.ts';

/**
 * @throws AnalysisError `input.empty`, `input.length-mismatch`, `input.not-finite` (an infinite value),
 *   `input.unknown-label` (a level that the column does not name)
 */
export function requireTable(table: FeatureTable): void {
  requireCount(table.rowCount, 1, 'Table of features');
  requireCount(table.columns.length, 1, 'Features');
  for (const column of table.columns) requireColumn(column, table.rowCount);
}

function requireColumn({ name, kind, values, levels }: FeatureColumn, rowCount: number): void {
  if (values.length !== rowCount) {
    throw new AnalysisError(
      'input.length-mismatch',
      `The feature ${name} has ${values.length} values for ${rowCount} rows.`,
      'Every feature needs one value, or a missing one, for every row.',
      { column: name },
    );
  }
  for (let row = 0; row < rowCount; row++) {
    const value = values[row]!;
    if (value === Infinity || value === -Infinity) {
      throw new AnalysisError(
        'input.not-finite',
        `The feature ${name} is infinite in row ${row}.`,
        'Correct the value, or let it count as missing, in the quality step.',
        { row, column: name },
      );
    }
    if (kind !== 'categorical' || Number.isNaN(value)) continue;
    if (Number.isInteger(value) && value >= 0 && value < levels.length) continue;
    throw new AnalysisError(
      'input.unknown-label',
      `The feature ${name} has level ${value} in row ${row}; it names ${levels.length} levels.`,
      'Read the data again; this is a fault in how the table was made.',
      { row, column: name },
    );
  }
}

/**
 * @param target class of each row, 0 to classCount - 1
 * @returns rows of each class
 * @throws AnalysisError `input.length-mismatch`, `input.unknown-label` (a row without a class),
 *   `fit.not-possible` (rows of fewer than two classes), `parameter.out-of-range`
 */
export function requireTarget(
  table: FeatureTable,
  target: Int32Array,
  classCount: number,
): Uint32Array {
  const counts = classCounts(target, classCount);
  if (target.length !== table.rowCount) {
    throw new AnalysisError(
      'input.length-mismatch',
      `${target.length} labels meet ${table.rowCount} rows.`,
      'Every row needs a label; rows without one are assigned afterwards.',
    );
  }
  if (counts.filter((count) => count > 0).length < 2) {
    throw new AnalysisError(
      'fit.not-possible',
      'All rows belong to one class, so there is nothing to tell apart.',
      'Choose a label with at least two values among these rows.',
    );
  }
  return counts;
}

/** Rows of each class. Errors as `requireTarget`. */
export function classCounts(target: Int32Array, classCount: number): Uint32Array {
  if (!Number.isInteger(classCount) || classCount < 1 || classCount > 255) {
    throw new AnalysisError(
      'parameter.out-of-range',
      `There are ${classCount} classes; 2 to 255 can be told apart.`,
      'Join rare values of the label, or choose another one.',
    );
  }
  const counts = new Uint32Array(classCount);
  for (let row = 0; row < target.length; row++) {
    const label = target[row]!;
    if (label < 0 || label >= classCount) {
      throw new AnalysisError(
        'input.unknown-label',
        `The label of row ${row} is class ${label}; there are ${classCount} classes.`,
        'Leave out rows without a label when fitting; they are assigned afterwards.',
        { row },
      );
    }
    counts[label]!++;
  }
  return counts;
}

export type ParameterRule = readonly [
  name: string,
  value: number,
  least: number,
  greatest: number,
  isWhole: boolean,
];

/** @throws AnalysisError `parameter.out-of-range` */
export function requireParameters(rules: readonly ParameterRule[]): void {
  for (const [name, value, least, greatest, isWhole] of rules) {
    if (value >= least && value <= greatest && (!isWhole || Number.isInteger(value))) continue;
    throw new AnalysisError(
      'parameter.out-of-range',
      `${name} is ${value}; it has to be a ${isWhole ? 'whole ' : ''}number from ${least} to ${greatest}.`,
      'Correct the setting and fit again.',
    );
  }
}

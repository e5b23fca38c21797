// Guards at the door of every statistic: enough values, all of them finite, equal lengths.
import { AnalysisError } from '../analysis-error.ts';

/** Values of one column; any typed array or plain list. */
export type Values = ArrayLike<number>;

/**
 * @throws AnalysisError `input.empty` without values, `input.too-few-rows` below `minimum`
 */
export function requireCount(count: number, minimum: number, what: string): void {
  if (count >= minimum) return;
  if (count === 0) {
    throw new AnalysisError(
      'input.empty',
      `${what}: there are no values.`,
      'Check the filters and the mapping: no row is left to calculate with.',
    );
  }
  throw new AnalysisError(
    'input.too-few-rows',
    `${what}: ${count} of at least ${minimum} values.`,
    `Use data with at least ${minimum} rows, or leave this calculation out.`,
  );
}

/**
 * Finds the value that made a result not finite.
 *
 * @throws AnalysisError `input.not-finite` naming the first such row; returns where there is none
 */
export function requireFinite(values: Values, what: string, column?: number | string): void {
  for (let row = 0; row < values.length; row++) {
    if (Number.isFinite(values[row])) continue;
    throw new AnalysisError(
      'input.not-finite',
      `${what}: the value in row ${row} is ${values[row]}, not a finite number.`,
      'Fill or drop missing and infinite values in the quality step.',
      column === undefined ? { row } : { row, column },
    );
  }
}

/** @throws AnalysisError `input.length-mismatch` */
export function requireSameLength(a: Values, b: Values, what: string): void {
  if (a.length === b.length) return;
  throw new AnalysisError(
    'input.length-mismatch',
    `${what}: ${a.length} values meet ${b.length}.`,
    'Both sides have to list the same rows in the same order.',
  );
}

/** @throws AnalysisError `parameter.out-of-range` */
export function requireRange(value: number, low: number, high: number, what: string): void {
  if (value >= low && value <= high) return;
  throw new AnalysisError(
    'parameter.out-of-range',
    `${what} is ${value}, allowed is ${low} to ${high}.`,
    `Choose a value from ${low} to ${high}.`,
  );
}

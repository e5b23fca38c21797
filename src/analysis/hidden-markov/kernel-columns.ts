// The order in which the kernel has a panel's columns: Gaussian ones as squares, the others as lines,
// each without and with missing cells; last the Gaussian ones that have a covariance between them.
import { dependentColumns } from './dependent-columns.ts';
import type { StandardPanel } from './standard-panel.ts';

/** Indices of columns; every list is of even length, -1 is a column of zeros. */
export interface KernelColumns {
  readonly squares: readonly number[];
  readonly maskedSquares: readonly number[];
  readonly lines: readonly number[];
  readonly maskedLines: readonly number[];
  /** Gaussian columns with a covariance between them; see kernel-gaps.ts for missing cells. */
  readonly joints: readonly number[];
  /** Whether all states share that covariance. */
  readonly tied: boolean;
  /** Cells of a tile's row. */
  readonly cellCount: number;
}

export function kernelColumns(panel: StandardPanel): KernelColumns {
  const { emissions, covariance, measures, rowCount } = panel;
  const dependent = dependentColumns(emissions, covariance);
  const even = (columns: readonly number[]) =>
    columns.length % 2 === 0 ? columns : [...columns, -1];
  const select = (gaussian: boolean, masked: boolean) =>
    even(
      emissions.flatMap((kind, j) => {
        const isMasked = measures[j]!.presentCount < rowCount;
        const isAsked = (kind === 'gaussian') === gaussian && isMasked === masked;
        return isAsked && !dependent.includes(j) ? [j] : [];
      }),
    );
  const squares = select(true, false);
  const maskedSquares = select(true, true);
  const lines = select(false, false);
  const maskedLines = select(false, true);
  const joints = even(dependent);
  const cellCount =
    squares.length + maskedSquares.length + lines.length + maskedLines.length + joints.length;
  const tied = covariance === 'tied';
  return { squares, maskedSquares, lines, maskedLines, joints, tied, cellCount };
}

/** Columns in the kernel's order. */
export function columnsInOrder(columns: KernelColumns): readonly number[] {
  const { squares, maskedSquares, lines, maskedLines, joints } = columns;
  return [...squares, ...maskedSquares, ...lines, ...maskedLines, ...joints];
}

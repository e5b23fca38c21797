// The order in which the kernel has a panel's columns: Gaussian ones as squares, the others as lines,
// each without and with missing cells.
import type { StandardPanel } from './standard-panel.ts';

/** Indices of columns; every list is of even length, -1 is a column of zeros. */
export interface KernelColumns {
  readonly squares: readonly number[];
  readonly maskedSquares: readonly number[];
  readonly lines: readonly number[];
  readonly maskedLines: readonly number[];
  /** Cells of a tile's row. */
  readonly cellCount: number;
}

export function kernelColumns({ emissions, measures, rowCount }: StandardPanel): KernelColumns {
  const select = (gaussian: boolean, masked: boolean) => {
    const columns = emissions.flatMap((kind, j) => {
      const isMasked = measures[j]!.presentCount < rowCount;
      return (kind === 'gaussian') === gaussian && isMasked === masked ? [j] : [];
    });
    return columns.length % 2 === 0 ? columns : [...columns, -1];
  };
  const squares = select(true, false);
  const maskedSquares = select(true, true);
  const lines = select(false, false);
  const maskedLines = select(false, true);
  const cellCount = squares.length + maskedSquares.length + lines.length + maskedLines.length;
  return { squares, maskedSquares, lines, maskedLines, cellCount };
}

/** Columns in the kernel's order. */
export function columnsInOrder(columns: KernelColumns): readonly number[] {
  return [...columns.squares, ...columns.maskedSquares, ...columns.lines, ...columns.maskedLines];
}

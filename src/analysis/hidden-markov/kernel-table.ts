// A model's emissions as the kernel evaluates them: squares and lines.
import { columnTable, type ColumnTable } from './emission-densities.ts';
import type { HiddenMarkovModel } from './hidden-markov-types.ts';
import { columnsInOrder, type KernelColumns } from './kernel-columns.ts';
import type { StandardPanel } from './standard-panel.ts';

/** Numbers a state has in the table. */
export function kernelTableLength(columns: KernelColumns): number {
  const { squares, maskedSquares, lines, maskedLines } = columns;
  return 1 + 2 * squares.length + 3 * maskedSquares.length + lines.length + 2 * maskedLines.length;
}

/** Fills the kernel's table, K x `kernelTableLength`. */
export function fillKernelTable(
  model: HiddenMarkovModel,
  panel: StandardPanel,
  columns: KernelColumns,
  table: Float64Array,
): void {
  const length = kernelTableLength(columns);
  table.fill(0);
  const tables = new Map<number, ColumnTable | null>(
    columnsInOrder(columns).map((j) => [j, j < 0 ? null : columnTable(model, panel, j)]),
  );
  for (let k = 0; k < model.stateCount; k++) {
    const first = k * length;
    let at = first + 1;
    const squareAt = (column: ColumnTable) => {
      const root = Math.sqrt(column.precisions[k]!);
      table[at] = root;
      table[at + 1] = -root * column.middles[k]!;
    };
    const each = (list: readonly number[], width: number, write: (column: ColumnTable) => void) => {
      for (const j of list) {
        const column = tables.get(j);
        if (column) write(column);
        at += width;
      }
    };
    each(columns.squares, 2, (column) => {
      squareAt(column);
      table[first]! += column.constants[k]!;
    });
    each(columns.maskedSquares, 3, (column) => {
      squareAt(column);
      table[at + 2] = column.constants[k]!;
    });
    each(columns.lines, 1, (column) => {
      table[at] = column.slopes[k]!;
      table[first]! += column.constants[k]!;
    });
    each(columns.maskedLines, 2, (column) => {
      table[at] = column.slopes[k]!;
      table[at + 1] = column.constants[k]!;
    });
  }
}

// Where the keyboard is in a table, and which rows are selected. Row -1 is the heading.

export interface TableFocus {
  readonly row: number;
  readonly column: number;
  /** Where the selection began; null where nothing is selected. */
  readonly anchor: number | null;
}

export const tableStart: TableFocus = { row: -1, column: 0, anchor: null };

export interface TableSize {
  readonly rowCount: number;
  readonly columnCount: number;
  /** Rows in sight, for Page Up and Page Down. */
  readonly pageRows: number;
}

type Key = Pick<KeyboardEvent, 'key' | 'shiftKey' | 'ctrlKey' | 'metaKey' | 'altKey'>;

/** Where a key leads, or undefined where it is no key of the table. */
export function moveFocus(from: TableFocus, key: Key, size: TableSize): TableFocus | undefined {
  if (key.altKey) return undefined;
  const isCommand = key.ctrlKey || key.metaKey;
  if (isCommand && key.key.toLowerCase() === 'a') return selectAll(from, size);
  const target = targetOf(from, key.key, isCommand, size);
  if (!target) return undefined;
  const row = Math.max(-1, Math.min(target.row, size.rowCount - 1));
  const column = Math.max(0, Math.min(target.column, size.columnCount - 1));
  const extends_ = key.shiftKey && row >= 0 && from.row >= 0;
  return { row, column, anchor: extends_ ? (from.anchor ?? from.row) : null };
}

function selectAll({ column }: TableFocus, { rowCount }: TableSize): TableFocus {
  return { row: rowCount - 1, column, anchor: 0 };
}

function targetOf({ row, column }: TableFocus, key: string, isCommand: boolean, size: TableSize) {
  switch (key) {
    case 'ArrowUp':
      return { row: row - 1, column };
    case 'ArrowDown':
      return { row: row + 1, column };
    case 'ArrowLeft':
      return { row, column: column - 1 };
    case 'ArrowRight':
      return { row, column: column + 1 };
    case 'PageUp':
      return { row: Math.max(Math.min(row, 0), row - size.pageRows), column };
    case 'PageDown':
      return { row: row + size.pageRows, column };
    case 'Home':
      return isCommand ? { row: 0, column: 0 } : { row, column: 0 };
    case 'End':
      return isCommand
        ? { row: size.rowCount - 1, column: size.columnCount - 1 }
        : { row, column: size.columnCount - 1 };
    default:
      return undefined;
  }
}

/** The rows that are selected, `end` exclusive; the focused row alone where no range is. */
export function selectedRows({ row, anchor }: TableFocus): { first: number; end: number } | null {
  if (row < 0) return null;
  const other = anchor ?? row;
  return { first: Math.min(row, other), end: Math.max(row, other) + 1 };
}

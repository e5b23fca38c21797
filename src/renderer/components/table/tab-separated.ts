// Rows as tab-separated text, as spreadsheets take it from the clipboard.
import type { TableColumn } from './table-model.ts';

/** A heading line and one line a row. Tabs and line ends inside of cells become blanks. */
export function tabSeparated<Row>(
  rows: readonly Row[],
  columns: readonly TableColumn<Row>[],
): string {
  const line = (cells: readonly string[]) =>
    cells.map((cell) => cell.replace(/[\t\r\n]+/g, ' ')).join('\t');
  const heading = line(columns.map(({ label }) => label));
  return [heading, ...rows.map((row) => line(columns.map((column) => column.text(row))))].join(
    '\n',
  );
}

// A column of numbers: right-aligned, sorted as numbers; what is not known stays empty and comes last.
import type { TableColumn } from './table-model.ts';

export function numberColumn<Row>(
  key: string,
  label: string,
  width: number,
  value: (row: Row) => number | null,
  text: (value: number) => string,
  more: Partial<TableColumn<Row>> = {},
): TableColumn<Row> {
  return {
    key,
    label,
    align: 'end',
    width,
    text: (row) => {
      const known = value(row);
      return known === null ? '' : text(known);
    },
    sortValue: (row) => value(row) ?? -Infinity,
    ...more,
  };
}

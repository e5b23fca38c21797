// A table's rows from an array: sorted and filtered here.
import type { LoadRows, TableColumn, TableQuery } from './table-model.ts';

export function rowsInMemory<Row>(
  rows: readonly Row[],
  columns: readonly TableColumn<Row>[],
): LoadRows<Row> {
  return (query, offset, limit) => {
    const fitting = sorted(filtered(rows, columns, query), columns, query);
    return Promise.resolve({
      total: fitting.length,
      rows: fitting.slice(offset, offset + limit),
    });
  };
}

function filtered<Row>(
  rows: readonly Row[],
  columns: readonly TableColumn<Row>[],
  { filters }: TableQuery,
): Row[] {
  const active = columns.filter(({ key }) => filters[key]);
  return rows.filter((row) =>
    active.every((column) => fits(row, column, filters[column.key] ?? '')),
  );
}

function fits<Row>(row: Row, column: TableColumn<Row>, wanted: string): boolean {
  const text = column.text(row);
  if (column.filter === 'text') return text.toLowerCase().includes(wanted.toLowerCase());
  return text === wanted;
}

const collator = new Intl.Collator('en', { numeric: true });

/** Stable: rows with equal values keep their order. */
function sorted<Row>(rows: Row[], columns: readonly TableColumn<Row>[], { sort }: TableQuery) {
  const column = columns.find(({ key }) => key === sort?.column);
  if (!column || !sort) return rows;
  const direction = sort.descending ? -1 : 1;
  const value = (row: Row) => column.sortValue?.(row) ?? column.text(row);
  return rows.sort((a, b) => direction * compare(value(a), value(b)));
}

function compare(a: number | string, b: number | string): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  return collator.compare(String(a), String(b));
}

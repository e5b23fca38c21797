// Some rows of a table, in the order given.
import type { FeatureTable } from './feature-table.ts';

export function selectRows(table: FeatureTable, rows: Uint32Array): FeatureTable {
  const columns = table.columns.map((column) => ({
    ...column,
    values: Float64Array.from(rows, (row) => column.values[row]!),
  }));
  return { rowCount: rows.length, columns };
}

export function selectLabels(target: Int32Array, rows: Uint32Array): Int32Array {
  return Int32Array.from(rows, (row) => target[row]!);
}

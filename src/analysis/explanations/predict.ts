// A model as the model-agnostic explanations see it: a function from rows to probabilities.
import type { FeatureColumn, FeatureTable } from '../supervised/feature-table.ts';

/** Probabilities of the classes of every row, rows x classes. */
export type Predict = (table: FeatureTable) => Float64Array;

/** The table with some columns replaced. */
export function withColumns(
  table: FeatureTable,
  replaced: ReadonlyMap<number, Float64Array>,
): FeatureTable {
  const columns = table.columns.map((column, j): FeatureColumn => {
    const values = replaced.get(j);
    return values ? { ...column, values } : column;
  });
  return { rowCount: table.rowCount, columns };
}

// Joined people as the table that supervised models learn from.
import type { FeatureColumn, FeatureTable } from '#analysis/supervised/feature-table';
import type { CustomerFeature } from './customer-features.ts';

export function featureColumn({ choice, kind, levels, values }: CustomerFeature): FeatureColumn {
  return {
    name: choice.name,
    kind,
    values,
    levels: kind === 'categorical' ? levels.map(({ name }) => name) : [],
  };
}

export function featureTable(features: readonly CustomerFeature[], rowCount: number): FeatureTable {
  return { rowCount, columns: features.map(featureColumn) };
}

/** Rows that have a label, ascending. */
export function labelledRows(target: Int32Array): Uint32Array {
  const rows: number[] = [];
  target.forEach((label, row) => {
    if (label >= 0) rows.push(row);
  });
  return Uint32Array.from(rows);
}

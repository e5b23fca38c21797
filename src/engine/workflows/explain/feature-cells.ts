// Cells of one row of features as people read and write them.
import type { FeatureColumn, FeatureTable } from '#analysis/supervised/feature-table';
import { PersonaeError } from '#shared/errors';
import type { ExplainFeature } from '#shared/results/explain-result';
import type { FeatureCell } from '#shared/results/explain/person-explanation';
import { readable } from './describe-segments.ts';

export function cellOf({ kind, levels }: FeatureColumn, value: number): FeatureCell {
  if (Number.isNaN(value)) return null;
  return kind === 'categorical' ? (levels[value] ?? null) : value;
}

export function cellText(cell: FeatureCell): string {
  if (cell === null) return 'missing';
  return typeof cell === 'number' ? readable(cell) : cell;
}

/** One row with some cells replaced. */
export function changedRow(
  table: FeatureTable,
  changes: Readonly<Record<string, FeatureCell>>,
): FeatureTable {
  const known = new Set(table.columns.map(({ name }) => name));
  const strange = Object.keys(changes).find((name) => !known.has(name));
  if (strange !== undefined) throw invalid(`The run has no feature ${strange}.`);
  const columns = table.columns.map((column) => {
    const cell = changes[column.name];
    if (cell === undefined) return column;
    return { ...column, values: Float64Array.of(valueOf(column, cell)) };
  });
  return { rowCount: 1, columns };
}

function valueOf({ name, kind, levels }: FeatureColumn, cell: FeatureCell): number {
  if (cell === null) return NaN;
  if (kind === 'categorical') {
    const level = levels.indexOf(String(cell));
    if (level >= 0) return level;
    throw invalid(`${name} has no value ${String(cell)}.`);
  }
  if (typeof cell === 'number' && Number.isFinite(cell)) return cell;
  throw invalid(`${name} takes numbers, not ${String(cell)}.`);
}

/** The median person: medians of numbers, the commonest level of every category. */
export function medianRow(table: FeatureTable, features: readonly ExplainFeature[]): FeatureTable {
  const columns = table.columns.map((column, i) => {
    const { range, commonLevel } = features[i]!;
    const value =
      column.kind === 'categorical'
        ? column.levels.indexOf(commonLevel ?? '')
        : (range?.median ?? NaN);
    return {
      ...column,
      values: Float64Array.of(value < 0 && column.kind === 'categorical' ? NaN : value),
    };
  });
  return { rowCount: 1, columns };
}

function invalid(message: string): PersonaeError {
  return new PersonaeError({ code: 'call.invalid', message });
}

// LIME's view of a column: continuous values fall into quartiles, levels and 0/1 stay as they are, and
// missing values are a bin of their own. A local model then speaks of "in the same range as this
// person", which compares between features of any unit.
import { quantileOfSorted } from '../../statistics/quantile.ts';
import type { FeatureColumn } from '../../supervised/feature-table.ts';

export interface ColumnBins {
  /** Ascending inner edges of a continuous column; bin b holds values above edge b - 1 up to edge b. */
  readonly edges: readonly number[];
  /** The bin of each row; the last bin is that of missing values. */
  readonly binOfRow: Uint32Array;
  readonly binCount: number;
}

export function binColumn(column: FeatureColumn): ColumnBins {
  const present = column.values.filter((value) => !Number.isNaN(value)).sort();
  const edges =
    column.kind !== 'continuous' || present.length === 0
      ? []
      : [...new Set([0.25, 0.5, 0.75].map((share) => quantileOfSorted(present, share)))];
  const valueBinCount =
    column.kind === 'categorical'
      ? column.levels.length
      : column.kind === 'binary'
        ? 2
        : edges.length + 1;
  const binCount = valueBinCount + 1;
  const binOfRow = Uint32Array.from(column.values, (value) =>
    binOfValue(column, edges, binCount, value),
  );
  return { edges, binOfRow, binCount };
}

export function binOfValue(
  { kind }: FeatureColumn,
  edges: readonly number[],
  binCount: number,
  value: number,
): number {
  if (Number.isNaN(value)) return binCount - 1;
  if (kind === 'categorical') return value;
  if (kind === 'binary') return value > 0 ? 1 : 0;
  const above = edges.findIndex((edge) => value <= edge);
  return above < 0 ? edges.length : above;
}

/** "recency <= 7", "7 < recency <= 20", "city = Berlin", "income is missing". */
export function describeBin(column: FeatureColumn, bins: ColumnBins, bin: number): string {
  const { name, kind, levels } = column;
  if (bin === bins.binCount - 1) return `${name} is missing`;
  if (kind === 'categorical') return `${name} = ${levels[bin]}`;
  if (kind === 'binary') return `${name} = ${bin}`;
  const low = bins.edges[bin - 1];
  const high = bins.edges[bin];
  const text = (value: number) => String(Number(value.toPrecision(4)));
  if (low === undefined && high === undefined) return `any ${name}`;
  if (low === undefined) return `${name} <= ${text(high!)}`;
  return high === undefined ? `${name} > ${text(low)}` : `${text(low)} < ${name} <= ${text(high)}`;
}

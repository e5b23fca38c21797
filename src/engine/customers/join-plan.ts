// What the customer-360 step is to do, with every choice made: tables, columns, label.
import type { CustomerColumn, ExplainSettings } from '#shared/recipe/explain-settings';
import type { Source } from '#shared/recipe/source';
import type { LoadedSource } from './loaded-source.ts';

export interface PlannedTable {
  /** null: the main table. */
  readonly name: string | null;
  readonly source: Source;
  /** The column of the key, as it is stored. */
  readonly key: string;
  readonly loaded: LoadedSource;
  readonly identity: {
    readonly source: Source;
    readonly personColumn: string;
    readonly keyColumn: string;
    readonly loaded: LoadedSource;
  } | null;
}

export interface PlannedColumn {
  readonly choice: CustomerColumn;
  readonly table: PlannedTable;
  /** The name of its column while types are not known: c0, c1, ... */
  readonly field: string;
}

export type LabelColumn = Extract<ExplainSettings['label'], { kind: 'column' }>;

export interface JoinPlan {
  readonly tables: readonly PlannedTable[];
  readonly columns: readonly PlannedColumn[];
  readonly label: { readonly choice: LabelColumn; readonly table: PlannedTable } | null;
  /** Orders people in time for the folds; a column of the main table. */
  readonly timeColumn: string | null;
}

/** The columns of a source that have to be read, by the name of their table. */
export function wantedColumns(
  name: string | null,
  key: string,
  settings: Pick<ExplainSettings, 'columns' | 'label' | 'timeColumn'>,
): string[] {
  const { label } = settings;
  const features = settings.columns
    .filter(({ table, role }) => table === name && role === 'feature')
    .flatMap(({ column, timeColumn }) => [column, timeColumn]);
  const ofLabel =
    label.kind === 'column' && label.table === name ? [label.column, label.timeColumn] : [];
  const time = name === null ? [settings.timeColumn] : [];
  const all = [key, ...features, ...ofLabel, ...time];
  return [...new Set(all.filter((column) => column !== null))];
}

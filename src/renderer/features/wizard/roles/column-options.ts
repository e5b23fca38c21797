// The columns that a role can take, as a list to pick from.
import type { ColumnDescription, Preview } from '#shared/data/description';
import type { ColumnReference, MappingRole } from '#shared/recipe/mapping';
import { columnKey } from '../state/mapping-edits.ts';
import { typeWords } from '../data/type-words.ts';

export interface ColumnOption {
  /** As `columnKey` writes it; empty for none. */
  readonly value: string;
  readonly label: string;
}

/** Person and time stand in the events themselves; everything else may be a detail of them. */
const ofEventsOnly: ReadonlySet<MappingRole> = new Set(['person', 'time']);

export interface Columns {
  readonly event: readonly ColumnDescription[];
  readonly detail: readonly ColumnDescription[];
  /** The name of the second table. */
  readonly detailName: string;
}

export function columnsOfPreviews(
  event: Preview | null,
  detail: Preview | null,
  detailName: string,
): Columns {
  return { event: event?.columns ?? [], detail: detail?.columns ?? [], detailName };
}

export function columnOptions(role: MappingRole, columns: Columns): ColumnOption[] {
  const option =
    (from: ColumnReference['from'], prefix: string) => (column: ColumnDescription) => ({
      value: columnKey({ from, column: column.name }),
      label: `${prefix}${column.name} (${typeWords[column.type]})`,
    });
  const details = ofEventsOnly.has(role) ? [] : columns.detail;
  return [
    ...columns.event.map(option('event', '')),
    ...details.map(option('detail', `${columns.detailName}: `)),
  ];
}

export function findColumn(
  columns: Columns,
  reference: ColumnReference | null,
): ColumnDescription | undefined {
  if (!reference) return undefined;
  return columns[reference.from].find(({ name }) => name === reference.column);
}

/** The column behind an option's value. */
export function referenceOf(value: string): ColumnReference | null {
  if (value === '') return null;
  const [from, ...name] = value.split(':');
  return { from: from === 'detail' ? 'detail' : 'event', column: name.join(':') };
}

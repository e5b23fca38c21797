// Suggestions for columns, person and label, taken where nothing was chosen.
import type { CustomerColumns } from '#shared/data/customer-columns';
import type { CustomerColumn, ExplainSettings } from '#shared/recipe/explain-settings';
import type { ExplainChoices } from './explain-choices.ts';

/** The label is no feature. */
export function withoutLabel(
  columns: readonly CustomerColumn[],
  label: ExplainChoices['label'],
): CustomerColumn[] {
  return columns.map((column) =>
    label?.kind === 'column' && column.table === label.table && column.column === label.column
      ? { ...column, role: 'ignored' }
      : column,
  );
}

/** Names are unique; a second one gets its table's name, then a number. */
export function uniqueName(
  wanted: string,
  table: string | null,
  taken: ReadonlySet<string>,
): string {
  const candidates = [wanted, ...(table === null ? [] : [`${wanted} (${table})`])];
  const free = candidates.find((name) => !taken.has(name.toLowerCase()));
  if (free !== undefined) return free;
  let number = 2;
  while (taken.has(`${wanted} ${number}`.toLowerCase())) number += 1;
  return `${wanted} ${number}`;
}

/** Choices without those that belong to a table which has been exchanged for quite another one. */
function withoutLost(choices: ExplainChoices, { tables }: CustomerColumns): ExplainChoices {
  const holds = (name: string | null, wanted: string): boolean =>
    tables
      .find((table) => table.name === name)
      ?.columns.some((column) => column.name === wanted) !== false;
  const isKept = ({ table }: CustomerColumn): boolean =>
    choices.columns.some((other) => other.table === table && holds(table, other.column));
  const { person, label } = choices;
  return {
    ...choices,
    columns: choices.columns.filter(isKept),
    person: person !== null && holds(null, person) ? person : null,
    label: label?.kind === 'column' && !holds(label.table, label.column) ? null : label,
  };
}

/** What the suggestions change in the choices; empty where they change nothing. */
export function suggestedChanges(
  chosen: ExplainChoices,
  suggested: CustomerColumns,
): Partial<ExplainSettings> {
  const choices = withoutLost(chosen, suggested);
  const person =
    choices.person ?? suggested.tables.find(({ name }) => name === null)?.suggestedKey?.column;
  const { suggestedLabel } = suggested;
  const label =
    choices.label ??
    (suggestedLabel && {
      kind: 'column' as const,
      table: suggestedLabel.table,
      column: suggestedLabel.column,
      aggregation: aggregationOf(suggested, suggestedLabel.table),
      values: [],
      absent: null,
      timeColumn: null,
    });
  const taken = new Set(choices.columns.map(({ name }) => name.toLowerCase()));
  const added = suggested.tables
    .filter(({ name }) => !choices.columns.some(({ table }) => table === name))
    .flatMap(({ name, columns }) =>
      columns.map((column) => {
        const unique = uniqueName(column.suggested.name, name, taken);
        taken.add(unique.toLowerCase());
        return { ...column.suggested, name: unique };
      }),
    );
  const columns = withoutLabel([...choices.columns, ...added], label);
  return {
    ...(person !== undefined && person !== chosen.person ? { person } : {}),
    ...(label && !choices.label ? { label } : {}),
    ...(added.length > 0 || columns.length < chosen.columns.length ? { columns } : {}),
  };
}

/** Where keys repeat, a label of several rows is that of the latest. */
function aggregationOf({ tables }: CustomerColumns, name: string | null): 'last' | 'value' {
  return tables.find((table) => table.name === name)?.keysRepeat === true ? 'last' : 'value';
}

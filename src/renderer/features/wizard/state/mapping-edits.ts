// Changes of the mapping, without the window.
import type { Preview } from '#shared/data/description';
import type { Draft } from '#shared/data/project';
import { mappingRoles, type ColumnReference, type MappingRole } from '#shared/recipe/mapping';

/** A mapping that is not complete yet. */
export type DraftMapping = NonNullable<Draft['recipe']['mapping']>;

/** The column of a role; a time column belongs to the events. */
export function columnOf(mapping: DraftMapping, role: MappingRole): ColumnReference | null {
  const reference = mapping[role];
  if (!reference) return null;
  return { column: reference.column, from: 'from' in reference ? reference.from : 'event' };
}

/** Gives a role another column, or none. A time needs its format. */
export function withRole(
  mapping: DraftMapping,
  role: MappingRole,
  reference: ColumnReference | null,
  timeFormat = 'iso',
): DraftMapping {
  const next: DraftMapping = { ...mapping };
  if (reference === null) delete next[role];
  else if (role === 'time') next.time = { column: reference.column, format: timeFormat };
  else if (role === 'kind') next.kind = { ...reference, qualifying: [] };
  else next[role] = reference;
  return next;
}

/** Roles whose column is not among `columns`, as "event:name" or "detail:name". */
export function lostRoles(mapping: DraftMapping, columns: ReadonlySet<string>): MappingRole[] {
  return mappingRoles.filter((role) => {
    const reference = columnOf(mapping, role);
    return reference !== null && !columns.has(columnKey(reference));
  });
}

export function columnKey({ from, column }: ColumnReference): string {
  return `${from}:${column}`;
}

/** The mapping of a suggestion without a time that can be read in two ways: the person decides. */
export function withoutAmbiguousTime(
  mapping: DraftMapping,
  isAmbiguous: (column: string) => boolean,
): DraftMapping {
  if (!mapping.time || !isAmbiguous(mapping.time.column)) return mapping;
  const rest = { ...mapping };
  delete rest.time;
  return rest;
}

/** The references to columns that the settings of States and Journeys hold. */
function settingsReferences({ recipe: { states, journeys } }: Draft): ColumnReference[] {
  const { outcome, indicators } = journeys?.sequences ?? {};
  return [
    ...(states?.features ?? []).flatMap(({ column }) => column ?? []),
    ...(states?.panel.startsWith ? [states.panel.startsWith.column] : []),
    ...(indicators ?? []),
    ...(outcome?.kind === 'column' ? [outcome.column] : []),
  ];
}

/** A column of the events got another name: every role, setting and type follows. */
export function renameColumn(draft: Draft, before: string, after: string): void {
  const { mapping } = draft.recipe;
  if (!mapping) return;
  for (const role of mappingRoles) {
    const reference = mapping[role];
    if (reference?.column !== before) continue;
    if ('from' in reference && reference.from === 'detail') continue;
    reference.column = after;
  }
  for (const reference of [...(mapping.extra ?? []), ...settingsReferences(draft)]) {
    if (reference.column === before && reference.from === 'event') reference.column = after;
  }
  const type = mapping.types?.[before];
  if (!mapping.types || type === undefined) return;
  delete mapping.types[before];
  mapping.types[after] = type;
}

/** Every column that can be mapped, as `columnKey` writes it. */
export function columnsOf(event: Preview | null, detail: Preview | null): Set<string> {
  const keys = (preview: Preview | null, from: 'event' | 'detail') =>
    (preview?.columns ?? []).map(({ name }) => columnKey({ column: name, from }));
  return new Set([...keys(event, 'event'), ...keys(detail, 'detail')]);
}

// The mapping as the ingestion needs it: which column of which table fills which column of `event`.
import { PersonaeError } from '#shared/errors';
import type { ColumnReference, Mapping } from '#shared/recipe/mapping';
import type { Source } from '#shared/recipe/source';
import { extraColumnName } from './extra-columns.ts';

/** Columns of `event` that a mapping may fill, with their names there. */
export const eventColumnOf = {
  person: 'person',
  time: 'occurred_at',
  click: 'click_count',
  session: 'session_id',
  order: 'order_id',
  amount: 'amount',
  kind: 'kind',
} as const;
export type EventRole = keyof typeof eventColumnOf;

export interface RoleColumn {
  readonly role: EventRole;
  /** In the source. */
  readonly column: string;
}

export interface EventRoles {
  readonly event: readonly RoleColumn[];
  readonly detail: readonly RoleColumn[];
}

/** Sums over the details of an event make sense for these; a person or a moment has no sum. */
const summedRoles: readonly EventRole[] = ['click', 'amount'];

function incomplete(message: string, hint: string): PersonaeError {
  return new PersonaeError({ code: 'mapping.incomplete', message, hint });
}

/** @throws PersonaeError `mapping.incomplete` where a role cannot come from the detail table */
export function eventRoles(source: Source, mapping: Mapping): EventRoles {
  const event: RoleColumn[] = [{ role: 'time', column: mapping.time.column }];
  const detail: RoleColumn[] = [];
  const references: [EventRole, ColumnReference | undefined][] = [
    ['person', mapping.person],
    ['click', mapping.click],
    ['session', mapping.session],
    ['order', mapping.order],
    ['amount', mapping.amount],
    ['kind', mapping.kind],
  ];
  for (const [role, reference] of references) {
    if (reference === undefined) continue;
    if (reference.from === 'event') {
      event.push({ role, column: reference.column });
      continue;
    }
    if (source.kind !== 'sqlite' || source.detail === undefined) {
      throw incomplete(
        `The role ${role} is to come from a detail table, but the source has none.`,
        'Choose a column of the events, or name the detail table in the source.',
      );
    }
    if (!summedRoles.includes(role)) {
      throw incomplete(
        `The role ${role} cannot come from the detail table: an event may have many details.`,
        'Choose a column of the events.',
      );
    }
    detail.push({ role, column: reference.column });
  }
  return { event, detail };
}

/** The event key joins the details; it is read only where something comes from them. */
export function joinOf(
  source: Source,
): { readonly table: string; readonly key: string; readonly eventKey: string } | null {
  return source.kind === 'sqlite' ? (source.detail ?? null) : null;
}

/** Where a role was corrected by hand to be text. */
export function isTextByHand(mapping: Mapping, column: string): boolean {
  return mapping.types[column] === 'text';
}

/** Roles whose column of `event` holds the cells as they were read. */
const plainRoles = ['kind', 'amount', 'session', 'order', 'click'] as const;

/**
 * The column of `event` that holds a column of the source's events: a further one, or one with a role.
 * @throws PersonaeError `mapping.incomplete` where it was not read
 */
export function extraColumnOf(mapping: Mapping, column: string): string {
  const same = (name: string | undefined): boolean => name?.toLowerCase() === column.toLowerCase();
  const place = mapping.extra.findIndex(({ column: name, from }) => from === 'event' && same(name));
  if (place >= 0) return extraColumnName(place);
  const role = plainRoles.find((name) => same(mapping[name]?.column));
  if (role !== undefined) return eventColumnOf[role];
  throw incomplete(
    `The column ${column} is referred to, but was not read.`,
    'Add it to the further columns of the mapping.',
  );
}

/** The mapping with every column that settings refer to: those with a role are there already. */
export function withColumns(mapping: Mapping, columns: readonly ColumnReference[]): Mapping {
  const known = (column: string): boolean =>
    [...mapping.extra, ...plainRoles.map((role) => mapping[role])].some(
      (reference) =>
        reference?.from === 'event' && reference.column.toLowerCase() === column.toLowerCase(),
    );
  const extra: ColumnReference[] = [...mapping.extra];
  for (const { column, from } of columns) {
    const twice = extra.some((other) => other.column.toLowerCase() === column.toLowerCase());
    if (from === 'detail' || (!known(column) && !twice)) extra.push({ column, from });
  }
  return { ...mapping, extra };
}

// The mapping as the ingestion needs it: which column of which table fills which column of `event`.
import { PersonaeError } from '#shared/errors';
import type { ColumnReference, Mapping } from '#shared/recipe/mapping';
import type { Source } from '#shared/recipe/source';

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

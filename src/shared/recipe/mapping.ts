// Which column plays which role. A column of the detail table says so.
import { z } from 'zod';

export const columnTypes = ['text', 'integer', 'number', 'boolean', 'time'] as const;
export const columnTypeSchema = z.enum(columnTypes);
export type ColumnType = z.infer<typeof columnTypeSchema>;

export const columnReferenceSchema = z.strictObject({
  column: z.string().min(1),
  from: z.enum(['event', 'detail']).default('event'),
});
export type ColumnReference = z.infer<typeof columnReferenceSchema>;

/** Ways a moment is written. Anything else is a strptime pattern such as `%d-%b-%y`. */
export const namedTimeFormats = [
  'native',
  'iso',
  'yyyymmdd',
  'dd/mm/yyyy',
  'mm/dd/yyyy',
  'dd.mm.yyyy',
  'unix-seconds',
  'unix-milliseconds',
  'unix-microseconds',
  'excel-days',
] as const;
export type NamedTimeFormat = (typeof namedTimeFormats)[number];

/** `format` is one of namedTimeFormats or a strptime pattern (it contains a `%`). */
export const timeReferenceSchema = z.strictObject({
  column: z.string().min(1),
  format: z.union([
    z.enum(namedTimeFormats),
    z.string().includes('%', {
      error: `expected one of ${namedTimeFormats.join(', ')}, or a pattern such as %d-%b-%y`,
    }),
  ]),
});

export const mappingSchema = z.strictObject({
  person: columnReferenceSchema,
  time: timeReferenceSchema,
  /** 1 where the row is a click (or another wanted act); empty means "not observed", never "no". */
  click: columnReferenceSchema.optional(),
  /** The table's own session id. */
  session: columnReferenceSchema.optional(),
  /** Rows with the same order belong to one purchase. */
  order: columnReferenceSchema.optional(),
  /** Money or another amount. */
  amount: columnReferenceSchema.optional(),
  /** The kind of event, and the kinds that count; an empty list means all. */
  kind: columnReferenceSchema.extend({ qualifying: z.array(z.string()).default([]) }).optional(),
  /** Further columns of the events that settings refer to, beside those with a role. */
  extra: z.array(columnReferenceSchema).default([]),
  /** Types corrected by hand, by column name. */
  types: z.record(z.string(), columnTypeSchema).default({}),
});
export type Mapping = z.infer<typeof mappingSchema>;

export const mappingRoles = [
  'person',
  'time',
  'click',
  'session',
  'order',
  'amount',
  'kind',
] as const;
export type MappingRole = (typeof mappingRoles)[number];

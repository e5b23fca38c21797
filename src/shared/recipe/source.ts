// Where the rows come from. `file` is a path in a recipe on disk, and a handle inside the window.
import { z } from 'zod';

const file = z.string().min(1);

export const sqlParameterSchema = z.union([z.string(), z.number(), z.null()]);

/** Rows from one table or view, or from a read-only SELECT with bound parameters (`:name`). */
export const sqliteOriginSchema = z.union([
  z.strictObject({ table: z.string().min(1) }),
  z.strictObject({
    sql: z.string().min(1),
    parameters: z.record(z.string(), sqlParameterSchema).default({}),
  }),
]);

/**
 * A second table whose rows belong to the events of the first (Avito: the ads shown in a search).
 * A detail row joins the event whose `eventKey` equals its `key`.
 */
export const detailSchema = z.strictObject({
  table: z.string().min(1),
  key: z.string().min(1),
  eventKey: z.string().min(1),
});

/** How a text file is cut into cells; what is absent is found out from the file. */
export const delimitedOptionsSchema = z.strictObject({
  /** One character, or `whitespace` for runs of blanks. */
  delimiter: z.union([z.string().length(1), z.literal('whitespace')]).optional(),
  quote: z.string().max(1).optional(),
  encoding: z.enum(['utf-8', 'utf-16', 'latin-1']).optional(),
  header: z.boolean().optional(),
  decimal: z.enum(['.', ',']).optional(),
  /** Names where the file has no header. */
  columnNames: z.array(z.string().min(1)).optional(),
});

export const sourceSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('sqlite'),
    file,
    from: sqliteOriginSchema,
    detail: detailSchema.optional(),
  }),
  z.strictObject({
    kind: z.literal('delimited'),
    file,
    options: delimitedOptionsSchema.default({}),
  }),
  z.strictObject({ kind: z.literal('parquet'), file }),
  z.strictObject({
    kind: z.literal('folder'),
    file,
    format: z.enum(['delimited', 'parquet']),
    options: delimitedOptionsSchema.default({}),
  }),
]);

export type Source = z.infer<typeof sourceSchema>;
export type Detail = z.infer<typeof detailSchema>;
export type DelimitedOptions = z.infer<typeof delimitedOptionsSchema>;
export type SqlParameter = z.infer<typeof sqlParameterSchema>;

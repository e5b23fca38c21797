// The columns of all sources of a customer-360 draft, with what each would become if nobody objects.
import { z } from 'zod';
import { customerColumnSchema } from '../recipe/explain-settings.ts';
import { sourceSchema } from '../recipe/source.ts';
import { columnDescriptionSchema } from './description.ts';

const chosen = z.string().min(1).nullable().default(null);

/** Tables whose keys need not have been chosen yet. */
export const customerDraftSchema = z.strictObject({
  source: sourceSchema,
  person: chosen,
  tables: z
    .array(
      z.strictObject({
        name: z.string().min(1).max(60),
        source: sourceSchema,
        key: chosen,
        identity: z
          .strictObject({ source: sourceSchema, personColumn: chosen, keyColumn: chosen })
          .nullable()
          .default(null),
      }),
    )
    .default([]),
});
export type CustomerDraft = z.infer<typeof customerDraftSchema>;

const suggestedColumnSchema = z.object({ column: z.string(), reason: z.string() });

export const customerTableColumnsSchema = z.object({
  /** null: the main table. */
  name: z.string().nullable(),
  fileName: z.string(),
  rowCount: z.number().nullable(),
  rowCountExact: z.boolean(),
  sampledRowCount: z.number(),
  /** The person's column of the main table, the key of the others; null where nothing fits. */
  suggestedKey: suggestedColumnSchema.nullable(),
  /** In the sample, by the key chosen or suggested: do keys repeat? */
  keysRepeat: z.boolean(),
  /** Columns of the identity map, where there is one. */
  identity: z
    .object({
      columns: z.array(columnDescriptionSchema),
      suggestedPerson: suggestedColumnSchema.nullable(),
      suggestedKey: suggestedColumnSchema.nullable(),
    })
    .nullable(),
  columns: z.array(
    columnDescriptionSchema.extend({
      /** Ready to be taken over; its name is unique among all suggestions. */
      suggested: customerColumnSchema,
      reason: z.string(),
    }),
  ),
});
export type CustomerTableColumns = z.infer<typeof customerTableColumnsSchema>;

export const customerColumnsSchema = z.object({
  tables: z.array(customerTableColumnsSchema),
  /** A column that looks like a label: few values, some of them perhaps missing. */
  suggestedLabel: suggestedColumnSchema.extend({ table: z.string().nullable() }).nullable(),
});
export type CustomerColumns = z.infer<typeof customerColumnsSchema>;

// What is known of a finished ingestion, kept as JSON beside the tables.
import { z } from 'zod';
import { columnTypeSchema } from '#shared/recipe/mapping';
import { droppedRowsSchema } from '#shared/data/quality-report';

export const ingestSummarySchema = z.object({
  fingerprint: z.string(),
  /** Rows of the events in the source, whole ones and others. */
  rowsRead: z.number(),
  rowsKept: z.number(),
  dropped: z.array(droppedRowsSchema),
  /** Rows among the dropped whose time cannot be read, for those who would rather stop. */
  unreadableTimeCount: z.number(),
  personCount: z.number(),
  /** Integers are ordered as numbers, text by its bytes. */
  personType: z.enum(['integer', 'text']),
  /** Whether moments are UTC, or clock times as written, without a zone. */
  timeKind: z.enum(['utc', 'as-written']),
  firstTime: z.string().nullable(),
  lastTime: z.string().nullable(),
  detail: z
    .object({
      rowCount: z.number(),
      unmatchedCount: z.number(),
    })
    .nullable(),
  /** Cells of a click column that are neither yes, no nor empty. */
  unreadableClickCount: z.number(),
  /** Columns of the source that fill `event`, in the order of roles. */
  columns: z.array(
    z.object({
      role: z.string(),
      name: z.string(),
      eventColumn: z.string(),
      type: columnTypeSchema,
      from: z.enum(['event', 'detail']),
      /** Of the rows of its own table. */
      rowCount: z.number(),
      missingCount: z.number(),
      /** Cells of a further column of numbers that are none; among the missing. */
      unreadableCount: z.number().default(0),
    }),
  ),
});
export type IngestSummary = z.infer<typeof ingestSummarySchema>;

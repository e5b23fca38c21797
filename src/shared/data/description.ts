// What is known of a source before anything is read in full.
import { z } from 'zod';
import { columnTypeSchema, mappingSchema, namedTimeFormats } from '../recipe/mapping.ts';
import { delimitedOptionsSchema, sourceSchema } from '../recipe/source.ts';

/** A cell as the window shows it; null is a missing value. */
export const cellSchema = z.union([z.string(), z.number(), z.boolean(), z.null()]);
export type Cell = z.infer<typeof cellSchema>;

export const columnDescriptionSchema = z.object({
  name: z.string(),
  type: columnTypeSchema,
  /** For type time: how it is written. */
  timeFormat: z.union([z.enum(namedTimeFormats), z.string()]).optional(),
  /** True where two readings fit (01/02/2024); the person decides. */
  timeAmbiguous: z.boolean().default(false),
  examples: z.array(z.string()),
  /** Every value of the sampled rows, where these are few; the most frequent first. */
  values: z.array(z.string()).optional(),
  /** Of the sampled rows, 0 to 1. */
  missingShare: z.number(),
  distinctInSample: z.number(),
  /** A short remark, such as "3 of 1,000 sampled values are not numbers". */
  note: z.string().optional(),
});
export type ColumnDescription = z.infer<typeof columnDescriptionSchema>;

export const tableDescriptionSchema = z.object({
  name: z.string(),
  kind: z.enum(['table', 'view', 'file']),
  /** Exact, estimated (from the largest row id or the file's size), or not known. */
  rowCount: z.number().nullable(),
  rowCountExact: z.boolean(),
  columns: z.array(columnDescriptionSchema),
});
export type TableDescription = z.infer<typeof tableDescriptionSchema>;

export const sourceDescriptionSchema = z.object({
  fileName: z.string(),
  sizeBytes: z.number(),
  kind: z.enum(['sqlite', 'delimited', 'parquet', 'folder']),
  tables: z.array(tableDescriptionSchema),
  /** For delimited files: what was found out. */
  options: delimitedOptionsSchema.optional(),
  sampledRowCount: z.number(),
  /** A known schema, recognised by its tables and columns. */
  preset: z.enum(['avito']).nullable(),
  warnings: z.array(z.string()),
  /** The source a recipe would start from: the likeliest table, the preset's join. */
  suggested: sourceSchema,
});
export type SourceDescription = z.infer<typeof sourceDescriptionSchema>;

export const previewSchema = z.object({
  columns: z.array(columnDescriptionSchema),
  rows: z.array(z.array(cellSchema)),
});
export type Preview = z.infer<typeof previewSchema>;

/** A mapping proposed from names and contents, with the reason for every role. */
export const mappingSuggestionSchema = z.object({
  mapping: mappingSchema.partial(),
  reasons: z.record(z.string(), z.string()),
});
export type MappingSuggestion = z.infer<typeof mappingSuggestionSchema>;

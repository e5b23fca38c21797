// What the customer-360 step made of several tables: what matched, what was lost, what was duplicated.
import { z } from 'zod';

const numbers = z.array(z.number());

export const featureKinds = ['continuous', 'binary', 'categorical'] as const;
export const featureKindSchema = z.enum(featureKinds);
export type FeatureKindName = z.infer<typeof featureKindSchema>;

/** One table against the persons of the main table. */
export const joinedTableReportSchema = z.object({
  /** null: the main table. */
  name: z.string().nullable(),
  fileName: z.string(),
  /** The column that holds the key. */
  key: z.string(),
  /** "directly" or "by links.csv: customer_id to cookie". */
  linkedBy: z.string(),
  rowCount: z.number(),
  /** Rows whose key is empty; they belong to nobody. */
  rowsWithoutKey: z.number(),
  distinctKeyCount: z.number(),
  /** Rows that found a person of the main table. */
  matchedRowCount: z.number(),
  matchedPersonCount: z.number(),
  /** Of all persons, 0 to 1. */
  matchedPersonShare: z.number(),
  /** Keys that found nobody, and the rows that were lost with them. */
  lostKeyCount: z.number(),
  lostRowCount: z.number(),
  lostExamples: z.array(z.string()),
  /** Persons of the main table without a row here. */
  personsWithoutRow: z.number(),
  /** Persons with more than one row here: those are brought to one by aggregation. */
  duplicatedPersonCount: z.number(),
  mostRowsOfAPerson: z.number(),
  duplicatedExamples: z.array(z.object({ person: z.string(), rowCount: z.number() })),
  /** Facts of the identity map; null where there is none. */
  identity: z
    .object({
      fileName: z.string(),
      pairCount: z.number(),
      /** Keys that belong to several persons: their rows count for each of them. */
      sharedKeyCount: z.number(),
      sharedExamples: z.array(z.string()),
      /** Persons with several keys. */
      severalKeysCount: z.number(),
    })
    .nullable(),
  warnings: z.array(z.string()),
});
export type JoinedTableReport = z.infer<typeof joinedTableReportSchema>;

/** A column of the joined table: a feature, or one that was left out and why. */
export const joinedColumnSchema = z.object({
  name: z.string(),
  /** null: the main table. */
  table: z.string().nullable(),
  column: z.string(),
  fileName: z.string(),
  aggregation: z.string(),
  /** What a cell says: "sum of amount over the rows of orders". */
  definition: z.string(),
  /** The SQL of this column over the joined tables. */
  sql: z.string(),
  kind: featureKindSchema,
  /** Whether the kind was chosen by hand or found out. */
  kindChosen: z.boolean(),
  role: z.enum(['feature', 'ignored', 'left-out']),
  /** Why it was left out; null where it takes part. */
  leftOutBecause: z.string().nullable(),
  missingCount: z.number(),
  /** Cells such as infinities or text among numbers, taken as missing. */
  unusableCount: z.number(),
  distinctCount: z.number(),
  /** Names of levels, the most frequent first; rare ones are joined as "other". Empty for numbers. */
  levels: z.array(z.object({ name: z.string(), count: z.number() })),
  /** For numbers; null for categories or where all is missing. */
  summary: z
    .object({
      minimum: z.number(),
      maximum: z.number(),
      mean: z.number(),
      standardDeviation: z.number(),
      quartiles: numbers,
    })
    .nullable(),
  warnings: z.array(z.string()),
});
export type JoinedColumn = z.infer<typeof joinedColumnSchema>;

/** A column that knows the label without being a cause of it. */
export const leakageFindingSchema = z.object({
  feature: z.string(),
  kind: z.enum(['id', 'predicts-alone', 'dated-after']),
  /** What was measured, as a sentence with its number. */
  sentence: z.string(),
  /** The number behind it: distinct share, balanced accuracy alone, share dated after. */
  value: z.number(),
  /** True where it was kept out of the models: ids always are, the others on request. */
  leftOut: z.boolean(),
});
export type LeakageFinding = z.infer<typeof leakageFindingSchema>;

/** What the label is made of. */
export const labelInfoSchema = z.object({
  kind: z.enum(['column', 'run']),
  /** "Churn of the main table" or "the segments of the run ...". */
  source: z.string(),
  sql: z.string().nullable(),
  classes: z.array(
    z.object({
      name: z.string(),
      personCount: z.number(),
      /** Of the labelled. */
      share: z.number(),
      /** Too few for the folds: fitted, but its numbers are weak. */
      small: z.boolean(),
    }),
  ),
  labelledCount: z.number(),
  /** Persons without a label: they are assigned. */
  unlabelledCount: z.number(),
  /** Label from a run: persons of the run who are not in the joined table. */
  lostCount: z.number(),
  /** True where features of this table made the label: rules describe it, nothing is discovered. */
  sameFeatures: z.boolean(),
  sharedFeatures: z.array(z.string()),
  warnings: z.array(z.string()),
});
export type LabelInfo = z.infer<typeof labelInfoSchema>;

export const joinReportSchema = z.object({
  personCount: z.number(),
  /** Rows of the main table, and those without a person. */
  rowCount: z.number(),
  rowsWithoutPerson: z.number(),
  tables: z.array(joinedTableReportSchema),
  columns: z.array(joinedColumnSchema),
  label: labelInfoSchema.nullable(),
  leakage: z.array(leakageFindingSchema),
  /** How keys are compared, in words. */
  keyRule: z.string(),
  /** The whole statement that makes the joined table. */
  sql: z.string(),
  /** The first rows of the joined table as text; null is missing. */
  preview: z.object({
    columns: z.array(z.string()),
    rows: z.array(z.array(z.string().nullable())),
  }),
  warnings: z.array(z.string()),
});
export type JoinReport = z.infer<typeof joinReportSchema>;

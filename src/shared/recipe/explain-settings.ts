// The choices of workflow Explain: the joined tables, roles of columns, the label, models, explanations.
import { z } from 'zod';
import { sourceSchema } from './source.ts';

/** A table that links the person's key with another table's identifier. */
export const identityMapSchema = z.strictObject({
  source: sourceSchema,
  personColumn: z.string().min(1),
  keyColumn: z.string().min(1),
});

export const joinedTableSchema = z.strictObject({
  /** How columns refer to it; unique within the recipe. */
  name: z.string().min(1).max(60),
  source: sourceSchema,
  /** The column that holds the person's key, or the identity map's. */
  key: z.string().min(1),
  /** null: the key is the person's key itself. */
  identity: identityMapSchema.nullable().default(null),
});
export type JoinedTable = z.infer<typeof joinedTableSchema>;

/** How the rows of one person become one cell. `value`: there is one row a person. */
export const aggregations = [
  'value',
  'sum',
  'mean',
  'minimum',
  'maximum',
  'last',
  'count',
  'distinct',
  'share',
  'any',
] as const;
export type Aggregation = (typeof aggregations)[number];

export const customerColumnSchema = z.strictObject({
  /** A joined table's name; null: the main table. */
  table: z.string().min(1).nullable().default(null),
  column: z.string().min(1),
  /** The feature's name in results; unique. */
  name: z.string().min(1).max(80),
  /** null: found out from the values. */
  kind: z.enum(['continuous', 'binary', 'categorical']).nullable().default(null),
  role: z.enum(['feature', 'ignored']).default('feature'),
  aggregation: z.enum(aggregations).default('value'),
  /** The cells that count, for `share` and `any`; empty: every cell that is not missing. */
  values: z.array(z.string()).default([]),
  /**
   * Persons without a row in the table: `zero` (or `no`) where it is known that nothing happened,
   * `missing` where nothing is known. null: zero for count, distinct and any, else missing.
   */
  absent: z.enum(['zero', 'missing']).nullable().default(null),
  /** Orders the rows for `last`; a label's time makes columns dated after it suspicious. */
  timeColumn: z.string().min(1).nullable().default(null),
});
export type CustomerColumn = z.infer<typeof customerColumnSchema>;

export const labelSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('column'),
    table: z.string().min(1).nullable().default(null),
    column: z.string().min(1),
    aggregation: z.enum(aggregations).default('value'),
    values: z.array(z.string()).default([]),
    absent: z.enum(['zero', 'missing']).nullable().default(null),
    /** When the label came to be: columns dated after it leak. */
    timeColumn: z.string().min(1).nullable().default(null),
  }),
  /** The segments of an earlier run of the project. */
  z.strictObject({ kind: z.literal('run'), runId: z.string().min(1) }),
]);
export type LabelChoice = z.infer<typeof labelSchema>;

export const modelKinds = ['logistic', 'tree', 'forest', 'boosting'] as const;

export const explainSettingsSchema = z.strictObject({
  /** The column of the main table that says who a row is about. */
  person: z.string().min(1),
  tables: z.array(joinedTableSchema).default([]),
  columns: z.array(customerColumnSchema).default([]),
  label: labelSchema,
  /** The model that is explained; null: the best on held-out rows. */
  model: z.enum(modelKinds).nullable().default(null),
  /** Left out of the models where the leakage lint finds them; ids always are. */
  leaveOutLeaks: z.boolean().default(true),
  /** `balanced` counts every class the same; probabilities are then no shares of people any more. */
  classWeights: z.enum(['balanced', 'none']).default('none'),
  foldCount: z.int().min(2).max(10).default(5),
  /** Persons are split forward in time by this column of the main table; null: at random, stratified. */
  timeColumn: z.string().min(1).nullable().default(null),
  forestTreeCount: z.int().min(10).max(2000).default(300),
  boostingRoundCount: z.int().min(10).max(2000).default(200),
  treeDepth: z.int().min(1).max(8).default(4),
  shap: z
    .strictObject({
      mode: z.enum(['interventional', 'path-dependent']).default('interventional'),
      backgroundSize: z.int().min(10).max(2000).default(200),
      /** Persons explained for the pictures; more are sampled. */
      sampleSize: z.int().min(10).max(100_000).default(1000),
    })
    .prefault({}),
  lime: z
    .strictObject({
      sampleCount: z.int().min(100).max(50_000).default(5000),
      repeatCount: z.int().min(2).max(50).default(10),
    })
    .prefault({}),
  permutationRepeatCount: z.int().min(2).max(200).default(30),
  correlationThreshold: z.number().gt(0).max(1).default(0.7),
});
export type ExplainSettings = z.infer<typeof explainSettingsSchema>;

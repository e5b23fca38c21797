// The one map of jobs: what starts them, what they show while running, what they end with.
import { z } from 'zod';
import { qualityReportSchema } from '../data/quality-report.ts';
import { fileReferenceSchema } from '../data/project.ts';
import { errorValueSchema } from '../error-value.ts';
import { explainRecipeSchema } from '../recipe/explain-recipe.ts';
import { recipeSchema } from '../recipe/recipe.ts';
import { sourceSchema } from '../recipe/source.ts';
import { driftReportSchema } from '../results/drift-report.ts';
import { joinReportSchema } from '../results/join-report.ts';
import { fitPartialSchema } from './fit-partial.ts';

export const sampleKinds = ['avito', 'shop', 'touchpoints', 'rides', 'company'] as const;
export type SampleKind = (typeof sampleKinds)[number];

const jobKinds = ['quality', 'join', 'fit', 'sample', 'score'] as const;

export const jobs = {
  quality: {
    params: z.strictObject({ recipe: recipeSchema }),
    partial: z.undefined(),
    result: qualityReportSchema,
  },
  /** Workflow Explain: several tables to one row a person, and what became of the rest. */
  join: {
    params: z.strictObject({ recipe: explainRecipeSchema }),
    partial: z.undefined(),
    result: joinReportSchema,
  },
  /** From the recipe to a run, whatever the workflow. */
  fit: {
    params: z.strictObject({ recipe: recipeSchema }),
    partial: fitPartialSchema,
    result: z.object({ runId: z.string() }),
  },
  sample: {
    params: z.strictObject({
      sample: z.enum(sampleKinds),
      /** Rows of trainSearchStream; persons of the others. */
      size: z.int().min(1),
      seed: z.int().min(0),
      output: z.string(),
    }),
    partial: z.undefined(),
    /** The main file first; a sample of several tables has more. */
    result: z.object({ files: z.array(fileReferenceSchema).min(1) }),
  },
  score: {
    params: z.strictObject({
      runId: z.string(),
      source: sourceSchema,
      /** Workflow Explain: new files of joined tables; those not named stay the recipe's. */
      tables: z
        .array(
          z.strictObject({
            name: z.string().min(1),
            source: sourceSchema,
            identity: sourceSchema.nullable().default(null),
          }),
        )
        .default([]),
      format: z.enum(['csv', 'parquet']),
      /** From the save dialog. */
      output: z.string(),
    }),
    partial: z.undefined(),
    result: z.object({
      drift: driftReportSchema,
      segments: z.array(z.object({ name: z.string(), personCount: z.number() })),
      fileName: z.string(),
    }),
  },
} as const;

export type Jobs = typeof jobs;
export type JobKind = keyof Jobs;
export type JobPartial<K extends JobKind> = z.output<Jobs[K]['partial']>;
export type JobResult<K extends JobKind> = z.output<Jobs[K]['result']>;

export const jobRequestSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('quality'), params: jobs.quality.params }),
  z.strictObject({ kind: z.literal('join'), params: jobs.join.params }),
  z.strictObject({ kind: z.literal('fit'), params: jobs.fit.params }),
  z.strictObject({ kind: z.literal('sample'), params: jobs.sample.params }),
  z.strictObject({ kind: z.literal('score'), params: jobs.score.params }),
]);
export type JobRequest = z.output<typeof jobRequestSchema>;
/** As the window writes it: what has a default may be left out. */
export type JobRequestInput = z.input<typeof jobRequestSchema>;

export const jobStates = [
  'queued',
  'running',
  'cancelling',
  'done',
  'failed',
  'cancelled',
] as const;

export const progressSchema = z.object({
  /** A phrase for people: "Reading rows". */
  stage: z.string(),
  stageNumber: z.number(),
  stageCount: z.number(),
  /** Of the whole job, 0 to 1, never falling; null: not known. */
  fraction: z.number().nullable(),
  /** "K = 6, restart 4 of 20", "1,200,000 rows". */
  metric: z.string().optional(),
  remainingMs: z.number().nullable(),
});
export type Progress = z.infer<typeof progressSchema>;

export const jobViewSchema = z.object({
  jobId: z.string(),
  kind: z.enum(jobKinds),
  state: z.enum(jobStates),
  progress: progressSchema.nullable(),
});
export type JobView = z.infer<typeof jobViewSchema>;

export const jobEndSchema = z.object({
  jobId: z.string(),
  kind: z.enum(jobKinds),
  state: z.enum(['done', 'failed', 'cancelled']),
  result: z.unknown(),
  error: errorValueSchema.nullable(),
});
export type JobEnd = z.infer<typeof jobEndSchema>;

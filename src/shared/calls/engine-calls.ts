// The one map of calls from the window to the engine: `area.verb`, input, output.
import { z } from 'zod';
import { customerColumnsSchema, customerDraftSchema } from '../data/customer-columns.ts';
import {
  mappingSuggestionSchema,
  previewSchema,
  sourceDescriptionSchema,
} from '../data/description.ts';
import { draftSchema, projectSummarySchema, runSummarySchema } from '../data/project.ts';
import { mappingSchema } from '../recipe/mapping.ts';
import { asOfSchema } from '../recipe/event-settings.ts';
import { rfeFeaturesSchema } from '../recipe/rfe-settings.ts';
import { recipeSchema } from '../recipe/recipe.ts';
import { statesRecipeSchema } from '../recipe/states-recipe.ts';
import { sourceSchema } from '../recipe/source.ts';
import { exportKinds } from './export-kinds.ts';
import { distanceCurveSchema } from '../results/journeys-result.ts';
import { comparisonSchema } from '../results/comparison.ts';
import {
  featureCellSchema,
  personExplanationSchema,
  whatIfSchema,
} from '../results/explain/person-explanation.ts';
import { peoplePageSchema, peopleQuerySchema } from '../results/people.ts';
import { panelPreviewSchema, personStatesSchema } from '../results/person-states.ts';
import { resultSchema } from '../results/result.ts';
import { jobRequestSchema, jobViewSchema } from './jobs.ts';

const nothing = z.undefined();
const runReference = z.strictObject({ runId: z.string() });

export const featureExplanationSchema = z.object({
  name: z.string(),
  label: z.string(),
  unit: z.string(),
  definition: z.string(),
  sql: z.string(),
});
export type FeatureExplanation = z.infer<typeof featureExplanationSchema>;

export const engineCalls = {
  'project.read': { input: nothing, output: projectSummarySchema },
  'project.saveDraft': { input: draftSchema, output: z.object({ savedAt: z.string() }) },
  'source.describe': {
    input: z.strictObject({ file: z.string() }),
    output: sourceDescriptionSchema,
  },
  'source.preview': {
    input: z.strictObject({
      source: sourceSchema,
      /** Which table of the source: the events, or the details that belong to them. */
      part: z.enum(['event', 'detail']).default('event'),
      limit: z.int().min(1).max(1000),
    }),
    output: previewSchema,
  },
  'mapping.suggest': {
    input: z.strictObject({ source: sourceSchema }),
    output: mappingSuggestionSchema,
  },
  'features.explain': {
    input: z.strictObject({
      mapping: mappingSchema,
      features: rfeFeaturesSchema,
      asOf: asOfSchema,
    }),
    output: z.array(featureExplanationSchema),
  },
  /** One person's events and panel rows under a draft of workflow States. Error `data.not-read`: the
   *  source has to be read first (the job `quality` does so). */
  'panel.preview': {
    input: z.strictObject({
      recipe: statesRecipeSchema,
      /** null: one with as many events as is typical. */
      person: z.string().nullable(),
    }),
    output: panelPreviewSchema,
  },
  /** One person of a run of workflow States. */
  'person.read': {
    input: z.strictObject({ runId: z.string(), person: z.string() }),
    output: personStatesSchema,
  },
  /** Workflow Explain: the columns of the main table, then of every joined one, from samples. */
  'tables.columns': { input: customerDraftSchema, output: customerColumnsSchema },
  'run.read': {
    input: runReference,
    output: z.object({ summary: runSummarySchema, result: resultSchema, recipe: recipeSchema }),
  },
  'run.people': { input: peopleQuerySchema, output: peoplePageSchema },
  'run.rename': {
    input: z.strictObject({
      runId: z.string(),
      segmentId: z.string(),
      /** null: back to the suggestion. */
      name: z.string().trim().min(1).max(80).nullable(),
    }),
    output: z.object({ savedAt: z.string() }),
  },
  'run.remove': { input: runReference, output: nothing },
  'run.restore': { input: runReference, output: nothing },
  'run.compare': {
    input: z.strictObject({ first: z.string(), second: z.string() }),
    output: comparisonSchema,
  },
  /** Moves eps or minPts of a finished run: the clusters as they would be, on the run's maps. */
  'journeys.recluster': {
    input: z.strictObject({
      runId: z.string(),
      minPts: z.int().min(2).max(1000),
      eps: z.number().gt(0),
    }),
    output: z.object({
      clusterCount: z.number(),
      noiseShare: z.number(),
      sizes: z.array(z.number()),
      /** The cluster of every point of the first map; -1 is noise. */
      mapLabels: z.array(z.number()),
      /** Ascending distances to the minPts-th neighbour, thinned, and the rank of the knee. */
      distanceCurve: distanceCurveSchema,
    }),
  },
  /** Workflow Explain: what the model says of one person, and why. */
  'person.explain': {
    input: z.strictObject({
      runId: z.string(),
      person: z.string(),
      /** The class asked about; null: the one foretold. */
      classIndex: z.int().min(0).nullable().default(null),
    }),
    output: personExplanationSchema,
  },
  /** Workflow Explain: probabilities and contributions when values are moved. */
  'run.whatIf': {
    input: z.strictObject({
      runId: z.string(),
      /** null: the median person, with the commonest level of every category. */
      person: z.string().nullable().default(null),
      /** By the feature's name: a number, a level's name, or null for missing. */
      changes: z.record(z.string(), featureCellSchema).default({}),
    }),
    output: whatIfSchema,
  },
  'export.write': {
    input: z.strictObject({
      runId: z.string(),
      kind: z.enum(exportKinds),
      format: z.enum(['csv', 'parquet', 'json']),
      /** From the save dialog. */
      output: z.string(),
    }),
    output: z.object({ fileName: z.string(), sizeBytes: z.number() }),
  },
  'store.size': { input: nothing, output: z.object({ sizeBytes: z.number() }) },
  'store.purge': { input: nothing, output: z.object({ freedBytes: z.number() }) },
  'job.start': { input: jobRequestSchema, output: z.object({ jobId: z.string() }) },
  'job.cancel': { input: z.strictObject({ jobId: z.string() }), output: nothing },
  'job.list': { input: nothing, output: z.array(jobViewSchema) },
} as const;

export type EngineCalls = typeof engineCalls;
export type EngineCallName = keyof EngineCalls;
export type EngineInput<N extends EngineCallName> = z.input<EngineCalls[N]['input']>;
export type EngineParsedInput<N extends EngineCallName> = z.output<EngineCalls[N]['input']>;
export type EngineOutput<N extends EngineCallName> = z.output<EngineCalls[N]['output']>;
export const engineCallNames = Object.keys(engineCalls) as EngineCallName[];

// What the window knows of a project: its files by handle, the recipe under work, and its runs.
import { z } from 'zod';
import { explainSettingsSchema } from '../recipe/explain-settings.ts';
import { journeysSettingsSchema } from '../recipe/journeys-settings.ts';
import { rfeRecipeSchema } from '../recipe/rfe-recipe.ts';
import { workflows } from '../recipe/recipe.ts';
import { statesSettingsSchema } from '../recipe/states-settings.ts';

export const fileReferenceSchema = z.object({
  /** Stands for a path that only main and the engine know. */
  handle: z.string(),
  fileName: z.string(),
  sizeBytes: z.number(),
  /** False where the file has been moved or removed since. */
  available: z.boolean(),
});
export type FileReference = z.infer<typeof fileReferenceSchema>;

/** Answers of the guide, by question. */
export const guideAnswersSchema = z.strictObject({
  row: z.enum(['event', 'person', 'person-period', 'not-sure']).nullable().default(null),
  time: z.enum(['yes', 'no', 'not-sure']).nullable().default(null),
  segmentsKnown: z.enum(['yes', 'no', 'not-sure']).nullable().default(null),
  question: z
    .enum(['who-is-valuable', 'states-over-time', 'what-makes-segments', 'shared-journeys'])
    .nullable()
    .default(null),
});
export type GuideAnswers = z.infer<typeof guideAnswersSchema>;

/**
 * A recipe that is not complete yet. Every part is checked as in the recipe itself. It holds the
 * choices of every workflow, so that trying another one loses nothing.
 */
export const draftSchema = z.strictObject({
  guide: guideAnswersSchema.prefault({}),
  workflow: z.enum(workflows).nullable().default(null),
  recipe: rfeRecipeSchema
    .partial()
    .extend({
      workflow: z.enum(workflows).optional(),
      mapping: rfeRecipeSchema.shape.mapping.partial().optional(),
      states: statesSettingsSchema.optional(),
      explain: explainSettingsSchema.partial().optional(),
      journeys: journeysSettingsSchema.optional(),
    })
    .prefault({}),
});
export type Draft = z.infer<typeof draftSchema>;

export const runSummarySchema = z.object({
  id: z.string(),
  title: z.string(),
  workflow: z.enum(workflows),
  /** ISO 8601, UTC. */
  finishedAt: z.string(),
  durationMs: z.number(),
  headline: z.string(),
  segmentCount: z.number(),
  personCount: z.number(),
  /** For the small picture: share and colour of every segment. */
  shares: z.array(z.object({ share: z.number(), colour: z.number() })),
});
export type RunSummary = z.infer<typeof runSummarySchema>;

export const projectSummarySchema = z.object({
  name: z.string(),
  files: z.array(fileReferenceSchema),
  draft: draftSchema,
  runs: z.array(runSummarySchema),
});
export type ProjectSummary = z.infer<typeof projectSummarySchema>;

export const recentProjectSchema = z.object({
  id: z.string(),
  name: z.string(),
  /** The folder, shortened for reading. */
  folder: z.string(),
  openedAt: z.string(),
  sizeBytes: z.number(),
  available: z.boolean(),
  shares: z.array(z.object({ share: z.number(), colour: z.number() })),
});
export type RecentProject = z.infer<typeof recentProjectSchema>;

// What the recipes of all workflows have in common, and those that start from dated events.
import { z } from 'zod';
import { asOfSchema, boundNameSchema, qualityChoicesSchema } from './event-settings.ts';
import { mappingSchema } from './mapping.ts';
import { sourceSchema } from './source.ts';

export const recipeVersion = 1;

export const recipeFields = {
  version: z.literal(recipeVersion),
  title: z.string().max(200).default(''),
  source: sourceSchema,
  /** Names and colours that segments of an earlier run have, bound to their content. */
  names: z.array(boundNameSchema).default([]),
  seed: z.int().min(0).max(0xffff_ffff).default(1),
};

export const eventRecipeFields = {
  ...recipeFields,
  mapping: mappingSchema,
  quality: qualityChoicesSchema.prefault({}),
  asOf: asOfSchema.prefault({}),
};

/** What ingestion, quality and features read of a recipe that starts from dated events. */
export const eventRecipeSchema = z.object(eventRecipeFields);
export type EventRecipe = z.infer<typeof eventRecipeSchema>;

// A recipe of workflow RFE: recency, frequency, engagement.
import { z } from 'zod';
import { eventRecipeFields } from './event-recipe.ts';
import { rfeFeaturesSchema, rfeModelSchema, transformChoicesSchema } from './rfe-settings.ts';

export const rfeRecipeSchema = z.strictObject({
  ...eventRecipeFields,
  workflow: z.literal('rfe'),
  features: rfeFeaturesSchema.prefault({}),
  transform: transformChoicesSchema.prefault({}),
  /** Persons without a single click form a group of their own, outside the clustering. */
  zeroFrequencyApart: z.boolean().default(false),
  model: rfeModelSchema.prefault({ kind: 'k-means' }),
  /** The earlier as-of date of the migration picture; null: chosen from the data's span. */
  migrationFrom: z.iso.date().nullable().default(null),
});
export type RfeRecipe = z.infer<typeof rfeRecipeSchema>;
/** As a person writes it: what has a default may be left out. */
export type RfeRecipeInput = z.input<typeof rfeRecipeSchema>;

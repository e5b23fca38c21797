// A recipe of workflow Journeys: who had a similar experience.
import { z } from 'zod';
import { eventRecipeFields } from './event-recipe.ts';
import { journeysSettingsSchema } from './journeys-settings.ts';

export const journeysRecipeSchema = z.strictObject({
  ...eventRecipeFields,
  workflow: z.literal('journeys'),
  journeys: journeysSettingsSchema.prefault({}),
});
export type JourneysRecipe = z.infer<typeof journeysRecipeSchema>;

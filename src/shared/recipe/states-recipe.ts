// A recipe of workflow States: behavioural states over time.
import { z } from 'zod';
import { eventRecipeFields } from './event-recipe.ts';
import { statesSettingsSchema } from './states-settings.ts';

export const statesRecipeSchema = z.strictObject({
  ...eventRecipeFields,
  workflow: z.literal('states'),
  states: statesSettingsSchema.prefault({}),
});
export type StatesRecipe = z.infer<typeof statesRecipeSchema>;

// A recipe of workflow Explain: what makes known segments, and where the others belong.
import { z } from 'zod';
import { recipeFields } from './event-recipe.ts';
import { explainSettingsSchema } from './explain-settings.ts';

export const explainRecipeSchema = z.strictObject({
  ...recipeFields,
  workflow: z.literal('explain'),
  explain: explainSettingsSchema,
});
export type ExplainRecipe = z.infer<typeof explainRecipeSchema>;

// The recipe is the spine: the wizard edits it, the engine runs it, the project keeps it, the
// command line replays it. Nothing can be done in the window that a recipe cannot say.
import { z } from 'zod';
import { PersonaeError } from '../errors.ts';
import { firstFault } from '../first-fault.ts';
import { recipeVersion } from './event-recipe.ts';
import { explainRecipeSchema } from './explain-recipe.ts';
import { journeysRecipeSchema } from './journeys-recipe.ts';
import { rfeRecipeSchema } from './rfe-recipe.ts';
import { statesRecipeSchema } from './states-recipe.ts';

export const workflows = ['rfe', 'states', 'explain', 'journeys'] as const;
export type Workflow = (typeof workflows)[number];

/** The schema of every workflow's recipes. */
export const recipeSchemas = {
  rfe: rfeRecipeSchema,
  states: statesRecipeSchema,
  explain: explainRecipeSchema,
  journeys: journeysRecipeSchema,
} as const;

/** One member a workflow; the discriminator is `workflow`. */
export const recipeSchema = z.discriminatedUnion('workflow', [
  rfeRecipeSchema,
  statesRecipeSchema,
  explainRecipeSchema,
  journeysRecipeSchema,
]);
export type Recipe = z.infer<typeof recipeSchema>;
export type RecipeOf<W extends Workflow> = Extract<Recipe, { workflow: W }>;

/** The JSON Schema of recipes as a person writes them. */
export function recipeJsonSchema(): object {
  return { title: 'Personae recipe', ...z.toJSONSchema(recipeSchema, { io: 'input' }) };
}

/**
 * Reads a recipe from parsed JSON.
 * @throws PersonaeError `recipe.version` or `recipe.invalid`, naming the first field that is wrong.
 */
export function parseRecipe(json: unknown, origin: string): Recipe {
  const version = z.object({ version: z.number() }).safeParse(json);
  if (version.success && version.data.version > recipeVersion) {
    throw new PersonaeError({
      code: 'recipe.version',
      message: `${origin} is a recipe of version ${version.data.version}; this Personae reads up to version ${recipeVersion}.`,
      hint: 'Open it with a newer Personae.',
    });
  }
  const parsed = recipeSchema.safeParse(json);
  if (parsed.success) return parsed.data;
  throw new PersonaeError({
    code: 'recipe.invalid',
    message: `${origin} is not a recipe${firstFault(parsed.error)}.`,
    hint: 'docs/recipe.md describes every field; `personae schema` prints the JSON Schema.',
  });
}

// The recipe is the spine: the wizard edits it, the engine runs it, the project keeps it, the
// command line replays it. Nothing can be done in the window that a recipe cannot say.
import { z } from 'zod';
import { PersonaeError } from '../errors.ts';
import { mappingSchema } from './mapping.ts';
import {
  asOfSchema,
  boundNameSchema,
  qualityChoicesSchema,
  rfeFeaturesSchema,
  rfeModelSchema,
  transformChoicesSchema,
} from './rfe-settings.ts';
import { sourceSchema } from './source.ts';

export const workflows = ['rfe', 'states', 'explain', 'journeys'] as const;
export type Workflow = (typeof workflows)[number];

export const recipeVersion = 1;

export const rfeRecipeSchema = z.strictObject({
  version: z.literal(recipeVersion),
  workflow: z.literal('rfe'),
  title: z.string().max(200).default(''),
  source: sourceSchema,
  mapping: mappingSchema,
  quality: qualityChoicesSchema.prefault({}),
  asOf: asOfSchema.prefault({}),
  features: rfeFeaturesSchema.prefault({}),
  transform: transformChoicesSchema.prefault({}),
  /** Persons without a single click form a group of their own, outside the clustering. */
  zeroFrequencyApart: z.boolean().default(false),
  model: rfeModelSchema.prefault({ kind: 'k-means' }),
  /** The earlier as-of date of the migration picture; null: chosen from the data's span. */
  migrationFrom: z.iso.date().nullable().default(null),
  names: z.array(boundNameSchema).default([]),
  seed: z.int().min(0).max(0xffff_ffff).default(1),
});
export type RfeRecipe = z.infer<typeof rfeRecipeSchema>;

/** One member a workflow; the discriminator is `workflow`. */
export const recipeSchema = z.discriminatedUnion('workflow', [rfeRecipeSchema]);
export type Recipe = z.infer<typeof recipeSchema>;
/** A recipe as a person writes it: what has a default may be left out. */
export type RecipeInput = z.input<typeof recipeSchema>;

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
  const issue = parsed.error.issues[0];
  const place = issue?.path.length ? ` at ${issue.path.join('.')}` : '';
  throw new PersonaeError({
    code: 'recipe.invalid',
    message: `${origin} is not a recipe${place}: ${issue?.message ?? 'unknown fault'}.`,
    hint: 'docs/recipe.md describes every field; `personae schema` prints the JSON Schema.',
  });
}

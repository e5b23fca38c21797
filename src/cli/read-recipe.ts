// A recipe's file, ready to run.
import path from 'node:path';
import { mapSources } from '#shared/recipe/map-sources';
import { parseRecipe, type Recipe } from '#shared/recipe/recipe';
import { readJson } from './read-json.ts';

/**
 * Paths in a recipe are relative to the recipe's own folder.
 * @throws PersonaeError file.missing, recipe.invalid, recipe.version
 */
export function readRecipe(recipePath: string): Recipe {
  const json = readJson(recipePath, {
    name: 'recipe',
    code: 'recipe.invalid',
    hint: 'docs/recipe.md has examples.',
  });
  const recipe = parseRecipe(json, path.basename(recipePath));
  const folder = path.dirname(recipePath);
  return mapSources(recipe, (source) => ({ ...source, file: path.resolve(folder, source.file) }));
}

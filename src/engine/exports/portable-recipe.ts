// A recipe as it leaves the window: with a path in place of the handle, and the names given by hand.
import path from 'node:path';
import type { Recipe } from '#shared/recipe/recipe';
import type { RfeResult } from '#shared/results/rfe-result';

/** The segments of a run as the next run of the recipe takes them up. */
export function boundNames(result: RfeResult): Recipe['names'] {
  return result.segments
    .filter(({ byRule }) => !byRule)
    .map(({ givenName, identity, centroidZ }) => ({
      name: givenName,
      identity,
      centre: centroidZ,
    }));
}

/**
 * @param folder where the recipe will lie; data beside or below it is named relative to it, so that
 * both can be moved together
 */
export function portableRecipe(
  recipe: Recipe,
  result: RfeResult,
  dataPath: string,
  folder: string,
): Recipe {
  const relative = path.relative(folder, dataPath);
  const file = relative.startsWith('..') || path.isAbsolute(relative) ? dataPath : relative;
  return { ...recipe, source: { ...recipe.source, file }, names: boundNames(result) };
}

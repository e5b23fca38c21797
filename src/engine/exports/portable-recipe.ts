// A recipe as it leaves the window: with a path in place of the handle, and the names given by hand.
import path from 'node:path';
import { mapSources } from '#shared/recipe/map-sources';
import type { Recipe } from '#shared/recipe/recipe';
import type { Source } from '#shared/recipe/source';
import type { Result } from '#shared/results/result';

/** The segments of a run as the next run of the recipe takes them up. */
export function boundNames(result: Result): Recipe['names'] {
  return result.segments
    .filter(({ byRule }) => !byRule)
    .map(({ givenName, identity, centroidZ }) => ({
      name: givenName,
      identity,
      centre: centroidZ,
    }));
}

/**
 * @param pathOf the path behind a file's handle
 * @param folder where the recipe will lie; data beside or below it is named relative to it, so that
 * both can be moved together
 */
export function portableRecipe(
  recipe: Recipe,
  result: Result,
  pathOf: (handle: string) => string,
  folder: string,
): Recipe {
  const withFile = (source: Source): Source => {
    const dataPath = pathOf(source.file);
    const relative = path.relative(folder, dataPath);
    const file = relative.startsWith('..') || path.isAbsolute(relative) ? dataPath : relative;
    return { ...source, file };
  };
  return { ...mapSources(recipe, withFile), names: boundNames(result) };
}

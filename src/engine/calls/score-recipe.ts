// The recipe of a saved run as it is applied to new data: new files in place of the old, as paths.
import type { JobRequest } from '#shared/calls/jobs';
import { mapSources } from '#shared/recipe/map-sources';
import type { Recipe } from '#shared/recipe/recipe';
import type { ProjectFile } from '../project/project-file.ts';
import { sourceWithPath } from './recipe-paths.ts';

type ScoreParams = Extract<JobRequest, { kind: 'score' }>['params'];

/**
 * Tables of workflow Explain that are not named, and lie in the file of the old main table, are read
 * from the new one; the others stay as they were.
 *
 * @throws PersonaeError handle.unknown, file.missing
 */
export function scoreRecipe(
  recipe: Recipe,
  { source, tables }: Pick<ScoreParams, 'source' | 'tables'>,
  project: ProjectFile,
): Recipe {
  if (recipe.workflow !== 'explain') return recipe;
  const moved = mapSources(recipe, (one) =>
    one.file === recipe.source.file ? { ...one, file: source.file } : one,
  );
  const joined = moved.explain.tables.map((table) => {
    const given = tables.find(({ name }) => name === table.name);
    if (!given) return table;
    const identity = table.identity && {
      ...table.identity,
      source: given.identity ?? table.identity.source,
    };
    return { ...table, source: given.source, identity };
  });
  const changed = { ...moved, source, explain: { ...moved.explain, tables: joined } };
  return mapSources(changed, (one) => sourceWithPath(project, one));
}

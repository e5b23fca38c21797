// The recipe of a saved run as it is applied to new data: new files in place of the old.
import type { JobRequest } from '#shared/calls/jobs';
import { mapSources } from '#shared/recipe/map-sources';
import type { Recipe } from '#shared/recipe/recipe';

type ScoreParams = Extract<JobRequest, { kind: 'score' }>['params'];

/**
 * Tables of workflow Explain that are not named, and lie in the file of the old main table, are read
 * from the new one; the others stay as they were.
 *
 * @param recipe its files are handles or paths, as those of the new sources are
 */
export function scoreRecipe<R extends Recipe>(
  recipe: R,
  { source, tables }: Pick<ScoreParams, 'source' | 'tables'>,
): R {
  const moved = {
    ...mapSources(recipe, (one) =>
      one.file === recipe.source.file ? { ...one, file: source.file } : one,
    ),
    source,
  };
  if (moved.workflow !== 'explain') return moved;
  const joined = moved.explain.tables.map((table) => {
    const given = tables.find(({ name }) => name === table.name);
    if (!given) return table;
    const identity = table.identity && {
      ...table.identity,
      source: given.identity ?? table.identity.source,
    };
    return { ...table, source: given.source, identity };
  });
  return { ...moved, explain: { ...moved.explain, tables: joined } };
}

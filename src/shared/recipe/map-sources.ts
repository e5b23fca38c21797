// Every file that a recipe names, exchanged: handles for paths, paths for others.
import type { Recipe } from './recipe.ts';
import type { Source } from './source.ts';

/** The recipe with each of its sources replaced. */
export function mapSources<R extends Recipe>(recipe: R, change: (source: Source) => Source): R {
  const changed = { ...recipe, source: change(recipe.source) };
  if (changed.workflow !== 'explain') return changed;
  const tables = changed.explain.tables.map((table) => ({
    ...table,
    source: change(table.source),
    identity: table.identity && { ...table.identity, source: change(table.identity.source) },
  }));
  return { ...changed, explain: { ...changed.explain, tables } };
}

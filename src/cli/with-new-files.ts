// A recipe with the new files that `personae score` was given in place of its own.
import path from 'node:path';
import type { Recipe } from '#shared/recipe/recipe';
import type { Source } from '#shared/recipe/source';
import { scoreRecipe } from '#engine/calls/score-recipe';
import { wrongUse } from './command-options.ts';

/** Options as they were typed: a file, and files of joined tables as NAME=FILE. */
export interface NewFiles {
  readonly data?: string | undefined;
  readonly table?: readonly string[] | undefined;
  readonly identity?: readonly string[] | undefined;
}

/**
 * What is not named stays the recipe's, except that tables in the file of the main one move with it.
 * @throws PersonaeError call.invalid where a table is named that the recipe does not join
 */
export function withNewFiles(recipe: Recipe, { data, table, identity }: NewFiles): Recipe {
  const source = data === undefined ? recipe.source : withFile(recipe.source, data);
  const moved = scoreRecipe(recipe, { source, tables: [] });
  const joined = moved.workflow === 'explain' ? moved.explain.tables : [];
  const files = namedFiles('table', table ?? []);
  const identityFiles = namedFiles('identity', identity ?? []);
  requireJoined([...files.keys()], joined, 'The recipe joins no table');
  const mapped = joined.filter((one) => one.identity !== null);
  requireJoined([...identityFiles.keys()], mapped, 'The recipe has no identity map for a table');
  const tables = joined.map(({ name, source: own, identity: map }) => ({
    name,
    source: withFile(own, files.get(name)),
    identity: map && withFile(map.source, identityFiles.get(name)),
  }));
  return scoreRecipe(moved, { source, tables });
}

/** Read as the old one was: the same kind of file, the same table in it. */
function withFile(source: Source, file: string | undefined): Source {
  return file === undefined ? source : { ...source, file: path.resolve(file) };
}

function requireJoined(
  names: readonly string[],
  tables: readonly { readonly name: string }[],
  message: string,
): void {
  const unknown = names.find((name) => tables.every((table) => table.name !== name));
  if (unknown !== undefined) throw wrongUse(`${message} ${unknown}.`);
}

function namedFiles(option: string, texts: readonly string[]): Map<string, string> {
  return new Map(
    texts.map((text): [string, string] => {
      const end = text.indexOf('=');
      if (end < 1 || end === text.length - 1) {
        throw wrongUse(`--${option} needs NAME=FILE, not ${text}.`);
      }
      return [text.slice(0, end), text.slice(end + 1)];
    }),
  );
}

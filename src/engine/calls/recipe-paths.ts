// Handles of the window become paths for the engine, and nowhere else.
import { mapSources } from '#shared/recipe/map-sources';
import type { Recipe } from '#shared/recipe/recipe';
import type { Source } from '#shared/recipe/source';
import { pathOfFile } from '../project/project-files.ts';
import type { ProjectFile } from '../project/project-file.ts';

export function sourceWithPath(project: ProjectFile, source: Source): Source {
  return { ...source, file: pathOfFile(project, source.file) };
}

export function recipeWithPath<R extends Recipe>(project: ProjectFile, recipe: R): R {
  return mapSources(recipe, (source) => sourceWithPath(project, source));
}

// What people call the data: the name of its file, also where only a recipe knows it.
import type { FileReference } from '#shared/data/project';
import type { Source } from '#shared/recipe/source';

/** A recipe from elsewhere holds a path instead of a handle. */
export function fileNameOf(source: Source, files: readonly FileReference[]): string {
  const known = files.find(({ handle }) => handle === source.file);
  return known?.fileName ?? source.file.split(/[/\\]/).at(-1) ?? source.file;
}

// Changes of the source, as steps of undo.
import type { DelimitedOptions, Source } from '#shared/recipe/source';
import type { AppState } from '../../../state/app-state.svelte.ts';

export type SqliteSource = Extract<Source, { kind: 'sqlite' }>;
/** A source whose rows are cut out of text. */
export type TextSource = Extract<Source, { kind: 'delimited' | 'folder' }>;

export function editSource(app: AppState, source: Source, mergeKey?: string): void {
  app.project.edit(
    'change of the data',
    (draft) => {
      draft.recipe.source = source;
    },
    mergeKey,
  );
}

/** Options with the changes; an undefined one is found out from the file again. */
export function withOptions(source: TextSource, change: Partial<DelimitedOptions>): TextSource {
  const options: DelimitedOptions = { ...source.options, ...change };
  // Names that were found out belong to the former way of cutting.
  if ('delimiter' in change || 'quote' in change || 'header' in change) delete options.columnNames;
  return { ...source, options };
}

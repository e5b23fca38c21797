// The first rows and the suggested roles follow the source, on every step that shows them.
import type { Source } from '#shared/recipe/source';
import { useWizard } from './wizard-state.svelte.ts';

/** Called while a step is being made; undefined where there is nothing to be read yet. */
export function followSource(source: () => Source | undefined): void {
  const { suggestion, eventPreview, detailPreview, preview } = useWizard();
  $effect(() => {
    preview(source());
    suggestion.follow(source());
  });
  $effect(() => suggestion.takeWhereFree(source(), eventPreview.current, detailPreview.current));
}

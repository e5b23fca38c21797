// Follows the source with a proposed mapping: taken by itself where nobody has chosen otherwise.
import { untrack } from 'svelte';
import { SvelteSet } from 'svelte/reactivity';
import type { Preview, MappingSuggestion } from '#shared/data/description';
import type { Source } from '#shared/recipe/source';
import type { AppState } from '../../../state/app-state.svelte.ts';
import { LiveAnswer } from './live-answer.svelte.ts';
import { columnsOf, lostRoles, withoutAmbiguousTime, type DraftMapping } from './mapping-edits.ts';
import { takeMapping } from './suggest-features.ts';

export class SuggestedMapping {
  readonly #app: AppState;
  readonly #answer: LiveAnswer<Source, MappingSuggestion>;
  /** Sources whose suggestion was taken once: undoing it is not undone. */
  readonly #takenFor = new SvelteSet<string>();
  /** The mapping as it was taken, to tell it from one that was changed by hand. */
  #taken: string | null = null;
  /** A time column that was proposed or chosen, and whose dates can be read in two ways. */
  ambiguousTime = $state<string | null>(null);

  constructor(app: AppState) {
    this.#app = app;
    this.#answer = new LiveAnswer((source) => app.engine.call('mapping.suggest', { source }));
  }

  get current(): MappingSuggestion | null {
    return this.#answer.current;
  }

  get isReading(): boolean {
    return this.#answer.isReading;
  }

  follow(source: Source | undefined): void {
    this.#answer.ask(source ?? null);
  }

  /** Takes the suggestion where the mapping is empty, untouched, or made for other columns. */
  takeWhereFree(source: Source | undefined, event: Preview | null, detail: Preview | null): void {
    const suggestion = this.current;
    if (!source || !suggestion || !event) return;
    if (source.kind === 'sqlite' && source.detail && !detail) return;
    untrack(() => {
      const key = JSON.stringify(source);
      if (this.#takenFor.has(key)) return;
      this.#takenFor.add(key);
      if (this.#isFree(columnsOf(event, detail))) this.take(event);
    });
  }

  /** Takes the suggestion, or a part of it, as one step of undo. */
  take(event: Preview, choose = (mapping: DraftMapping) => mapping, label = 'suggested roles') {
    const suggestion = this.current;
    if (!suggestion) return;
    const proposed = choose(suggestion.mapping);
    const isAmbiguous = (name: string) =>
      event.columns.some((column) => column.name === name && column.timeAmbiguous);
    const mapping = withoutAmbiguousTime(proposed, isAmbiguous);
    this.ambiguousTime = mapping.time ? null : (proposed.time?.column ?? null);
    this.#taken = JSON.stringify(mapping);
    this.#app.project.edit(label, (draft) => takeMapping(draft, mapping));
  }

  #isFree(columns: ReadonlySet<string>): boolean {
    const mapping = this.#app.project.draft.recipe.mapping;
    if (!mapping || JSON.stringify(mapping) === this.#taken) return true;
    const roleCount = Object.keys(mapping).filter(
      (role) => role !== 'types' && role !== 'extra',
    ).length;
    return lostRoles(mapping, columns).length === roleCount;
  }
}

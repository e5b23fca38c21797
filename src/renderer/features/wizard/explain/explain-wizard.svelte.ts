// What the steps of workflow Explain know beside the draft: files, first rows, suggestions, the join
// report. It outlives the pages, so that going back and forth asks nothing twice.
import { untrack } from 'svelte';
import { SvelteSet } from 'svelte/reactivity';
import type { EngineOutput } from '#shared/calls/engine-calls';
import type {
  CustomerColumns,
  CustomerDraft,
  CustomerTableColumns,
} from '#shared/data/customer-columns';
import type { Source } from '#shared/recipe/source';
import { useApp } from '../../../state/app-context.ts';
import type { AppState } from '../../../state/app-state.svelte.ts';
import { LiveAnswer } from '../state/live-answer.svelte.ts';
import { choicesOf, customerDraftOf, editChoices } from './explain-choices.ts';
import { FileDescriptions } from './file-descriptions.svelte.ts';
import { joinCheck, type JoinCheck } from './join-check.ts';
import { suggestedChanges } from './take-suggestions.ts';

const previewRows = 100;

export class ExplainWizard {
  readonly #app: AppState;
  readonly preview: LiveAnswer<Source, EngineOutput<'source.preview'>>;
  readonly columns: LiveAnswer<CustomerDraft, CustomerColumns>;
  readonly files: FileDescriptions;
  readonly join: JoinCheck;
  /** Sets of tables whose suggestions were taken once: undoing it is not undone. */
  readonly #takenFor = new SvelteSet<string>();

  constructor(app: AppState) {
    this.#app = app;
    const { engine } = app;
    this.preview = new LiveAnswer((source) =>
      engine.call('source.preview', { source, limit: previewRows }),
    );
    this.columns = new LiveAnswer((draft) => engine.call('tables.columns', draft));
    this.files = new FileDescriptions((file) => engine.call('source.describe', { file }));
    this.join = joinCheck(app);
  }

  /** What is known of a table: null is the main one. */
  tableColumns(name: string | null): CustomerTableColumns | undefined {
    return this.columns.value?.tables.find((table) => table.name === name);
  }

  /** Takes what is suggested where nothing was chosen, once for every set of tables. */
  takeWhereFree(): void {
    const suggested = this.columns.current;
    if (!suggested) return;
    untrack(() => {
      const { draft } = this.#app.project;
      const { tables } = choicesOf(draft);
      const key = JSON.stringify([
        draft.recipe.source,
        tables.map(({ name, source }) => [name, source]),
      ]);
      if (this.#takenFor.has(key)) return;
      this.#takenFor.add(key);
      this.take();
    });
  }

  /** Takes what is suggested where nothing was chosen, as one step of undo. */
  take(): void {
    const suggested = this.columns.value;
    if (!suggested) return;
    const changes = suggestedChanges(choicesOf(this.#app.project.draft), suggested);
    if (Object.keys(changes).length > 0) editChoices(this.#app, 'suggested columns', changes);
  }
}

const wizards = new WeakMap<AppState, ExplainWizard>();

/** The wizard of this window; only while a component is being made. */
export function useExplainWizard(): ExplainWizard {
  const app = useApp();
  const known = wizards.get(app);
  if (known) return known;
  const made = new ExplainWizard(app);
  wizards.set(app, made);
  return made;
}

/** Columns and suggestions follow the tables; called while a step is being made. */
export function followTables(): void {
  const app = useApp();
  const wizard = useExplainWizard();
  $effect(() => wizard.columns.ask(customerDraftOf(app.project.draft)));
  $effect(() => wizard.takeWhereFree());
}

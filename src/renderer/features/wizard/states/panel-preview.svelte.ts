// One person's rows under the draft as it stands. It outlives the page, so that going back and forth
// asks nothing twice.
import type { EngineInput, EngineOutput } from '#shared/calls/engine-calls';
import type { StatesRecipe } from '#shared/recipe/states-recipe';
import { useApp } from '../../../state/app-context.ts';
import type { AppState } from '../../../state/app-state.svelte.ts';
import { recipeOf } from '../../../state/draft-recipe.ts';
import { LiveAnswer } from '../state/live-answer.svelte.ts';

type Input = EngineInput<'panel.preview'>;
export type Preview = EngineOutput<'panel.preview'>;

export class PanelPreviewState {
  readonly #answer: LiveAnswer<Input, Preview>;
  /** null: one with as many events as is typical. */
  person = $state<string | null>(null);

  constructor(app: AppState) {
    this.#answer = new LiveAnswer((input) => app.engine.call('panel.preview', input));
  }

  /** The newest rows there are; they may belong to former settings. */
  get value(): Preview | null {
    return this.#answer.value;
  }

  /** The rows of the settings as they stand; null while they are not known. */
  get current(): Preview | null {
    return this.#answer.current;
  }

  get error() {
    return this.#answer.error;
  }

  get isReading(): boolean {
    return this.#answer.isReading;
  }

  /** Asks about the draft; a draft that is not complete asks nothing. */
  follow(recipe: StatesRecipe | null, person: string | null): void {
    // What is fitted afterwards changes no row.
    this.#answer.ask(recipe && { recipe: { ...recipe, title: '', names: [] }, person });
  }

  retry(): void {
    this.#answer.retry();
  }
}

const known = new WeakMap<AppState, PanelPreviewState>();

/** The preview of this window; only while a component is being made. */
export function usePanelPreview(): PanelPreviewState {
  const app = useApp();
  const made = known.get(app) ?? new PanelPreviewState(app);
  known.set(app, made);
  return made;
}

/** The draft as a recipe of States; null while something is missing. */
export function statesRecipeOf(app: AppState): StatesRecipe | null {
  const recipe = recipeOf(app.project.draft);
  return recipe?.workflow === 'states' ? recipe : null;
}

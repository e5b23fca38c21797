// The join report of the draft: made by a job, kept with the choices that it was made for, and out of
// date as soon as they say something else.
import type { JoinReport } from '#shared/results/join-report';
import { toErrorValue, type ErrorValue } from '#shared/errors';
import type { ExplainRecipe } from '#shared/recipe/explain-recipe';
import type { AppState } from '../../../state/app-state.svelte.ts';
import { recipeOf } from '../../../state/draft-recipe.ts';

interface Checked {
  readonly key: string;
  readonly file: string;
  readonly report: JoinReport;
}

/** Below this a change is looked at again at once. */
const quickMs = 4000;

/** Equal for recipes with the same report. */
export function joinKey({ source, explain }: ExplainRecipe): string {
  const { person, tables, columns, label, timeColumn, leaveOutLeaks } = explain;
  return JSON.stringify([source, person, tables, columns, label, timeColumn, leaveOutLeaks]);
}

export class JoinCheck {
  readonly #app: AppState;
  #checked = $state.raw<Checked | null>(null);
  #failed = $state.raw<{ readonly key: string; readonly error: ErrorValue } | null>(null);
  #runningKey = $state.raw<string | null>(null);
  #lastMs = Infinity;

  constructor(app: AppState) {
    this.#app = app;
  }

  /** The newest report of this project's data; see `isStale`. */
  get report(): JoinReport | null {
    return this.#known?.report ?? null;
  }

  /** True where the report was made for other choices. */
  get isStale(): boolean {
    return this.#known !== null && this.#known.key !== this.#key;
  }

  get isRunning(): boolean {
    return this.#runningKey !== null;
  }

  /** Why the tables could not be joined, or that it was cancelled, for the present choices. */
  get error(): ErrorValue | null {
    return this.#failed?.key === this.#key ? (this.#failed?.error ?? null) : null;
  }

  /** True where a check can begin by itself: none was made, or the last one was quick. */
  get isDue(): boolean {
    if (!this.#key || this.isRunning || this.error) return false;
    return this.#known === null || (this.isStale && this.#lastMs < quickMs);
  }

  async check(): Promise<void> {
    const recipe = this.#recipe;
    if (!recipe || this.isRunning) return;
    const key = joinKey(recipe);
    this.#runningKey = key;
    this.#failed = null;
    const begin = performance.now();
    try {
      const report = await this.#app.jobs.run({ kind: 'join', params: { recipe } });
      this.#checked = { key, file: recipe.source.file, report };
      this.#lastMs = performance.now() - begin;
    } catch (thrown) {
      this.#failed = { key, error: toErrorValue(thrown) };
    } finally {
      this.#runningKey = null;
    }
  }

  get #recipe(): ExplainRecipe | null {
    const recipe = recipeOf(this.#app.project.draft);
    return recipe?.workflow === 'explain' ? recipe : null;
  }

  get #key(): string | null {
    return this.#recipe && joinKey(this.#recipe);
  }

  /** A report of another file says nothing here. A run has a report of its own. */
  get #known(): Checked | null {
    if (this.#checked && this.#checked.file === this.#recipe?.source.file) return this.#checked;
    return this.#ofNewestRun();
  }

  #ofNewestRun(): Checked | null {
    const newest = this.#app.project.runs[0];
    const loaded = newest && this.#app.runs.get(newest.id);
    if (loaded?.state !== 'ready') return null;
    const { recipe, result } = loaded.run;
    if (recipe.workflow !== 'explain' || result.workflow !== 'explain') return null;
    const key = joinKey(recipe);
    return key === this.#key ? { key, file: recipe.source.file, report: result.join } : null;
  }
}

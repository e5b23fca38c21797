// A report on the draft's data: made by a job, kept with the choices that it was made for, and out of
// date as soon as they say something else. What is asked, and of whom, is the subject's.
import { toErrorValue, type ErrorValue } from '#shared/errors';
import type { Recipe } from '#shared/recipe/recipe';
import type { AppState } from '../../../state/app-state.svelte.ts';
import { recipeOf } from '../../../state/draft-recipe.ts';
import type { Run } from '../../../state/runs.svelte.ts';

export interface ReportSubject<R extends Recipe, Report> {
  /** The recipe where such a report can be made for it. */
  accept(recipe: Recipe): R | null;
  /** Equal for recipes with the same report. */
  keyOf(recipe: R): string;
  make(recipe: R): Promise<Report>;
  /** The report that a run has of its own. */
  ofRun(run: Run): Report | null;
}

interface Checked<Report> {
  readonly key: string;
  readonly file: string;
  readonly report: Report;
}

/** Below this a change is looked at again at once. */
const quickMs = 4000;

export class ReportCheck<R extends Recipe, Report> {
  readonly #app: AppState;
  readonly #subject: ReportSubject<R, Report>;
  #checked = $state.raw<Checked<Report> | null>(null);
  #failed = $state.raw<{ readonly key: string; readonly error: ErrorValue } | null>(null);
  #runningKey = $state.raw<string | null>(null);
  #lastMs = Infinity;

  constructor(app: AppState, subject: ReportSubject<R, Report>) {
    this.#app = app;
    this.#subject = subject;
  }

  /** The newest report of this project's data; see `isStale`. */
  get report(): Report | null {
    return this.#known?.report ?? null;
  }

  /** True where the report was made for other choices. */
  get isStale(): boolean {
    return this.#known !== null && this.#known.key !== this.#key;
  }

  get isRunning(): boolean {
    return this.#runningKey !== null;
  }

  /** Why the report could not be made, or that it was cancelled, for the present choices. */
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
    const key = this.#subject.keyOf(recipe);
    this.#runningKey = key;
    this.#failed = null;
    const begin = performance.now();
    try {
      const report = await this.#subject.make(recipe);
      this.#checked = { key, file: recipe.source.file, report };
      this.#lastMs = performance.now() - begin;
    } catch (thrown) {
      this.#failed = { key, error: toErrorValue(thrown) };
    } finally {
      this.#runningKey = null;
    }
  }

  get #recipe(): R | null {
    const recipe = recipeOf(this.#app.project.draft);
    return recipe && this.#subject.accept(recipe);
  }

  get #key(): string | null {
    return this.#recipe && this.#subject.keyOf(this.#recipe);
  }

  /** A report of another file says nothing here. A run has a report of its own. */
  get #known(): Checked<Report> | null {
    if (this.#checked && this.#checked.file === this.#recipe?.source.file) return this.#checked;
    return this.#ofNewestRun();
  }

  #ofNewestRun(): Checked<Report> | null {
    const newest = this.#app.project.runs[0];
    const loaded = newest && this.#app.runs.get(newest.id);
    if (loaded?.state !== 'ready') return null;
    const recipe = this.#subject.accept(loaded.run.recipe);
    const report = this.#subject.ofRun(loaded.run);
    if (recipe === null || report === null) return null;
    const key = this.#subject.keyOf(recipe);
    return key === this.#key ? { key, file: recipe.source.file, report } : null;
  }
}

// The quality report of the draft: made by a job, kept with the recipe that it was made for, and out
// of date as soon as that recipe says something else about which rows count.
import type { QualityReport } from '#shared/data/quality-report';
import { toErrorValue, type ErrorValue } from '#shared/errors';
import type { RecipeOf } from '#shared/recipe/recipe';
import type { AppState } from '../../../state/app-state.svelte.ts';
import { recipeOf } from '../../../state/draft-recipe.ts';

interface Checked {
  readonly key: string;
  readonly file: string;
  readonly report: QualityReport;
}

/** Recipes that start from dated events; joined tables have a report of their own. */
type DatedRecipe = RecipeOf<'rfe' | 'states' | 'journeys'>;

/** Below this a change is looked at again at once. */
const quickMs = 4000;

export class QualityCheck {
  readonly #app: AppState;
  #checked = $state.raw<Checked | null>(null);
  #failed = $state.raw<{ readonly key: string; readonly error: ErrorValue } | null>(null);
  #runningKey = $state.raw<string | null>(null);
  #lastMs = Infinity;

  constructor(app: AppState) {
    this.#app = app;
  }

  /** The newest report of this project's data; see `isStale`. */
  get report(): QualityReport | null {
    return this.#known?.report ?? null;
  }

  /** True where the report was made for other settings. */
  get isStale(): boolean {
    return this.#known !== null && this.#known.key !== this.#key;
  }

  get isRunning(): boolean {
    return this.#runningKey !== null;
  }

  /** Why the data could not be checked, or that it was cancelled, for the present settings. */
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
    const key = qualityKey(recipe);
    this.#runningKey = key;
    this.#failed = null;
    const begin = performance.now();
    try {
      const report = await this.#app.jobs.run({ kind: 'quality', params: { recipe } });
      this.#checked = { key, file: recipe.source.file, report };
      this.#lastMs = performance.now() - begin;
    } catch (thrown) {
      this.#failed = { key, error: toErrorValue(thrown) };
    } finally {
      this.#runningKey = null;
    }
  }

  get #recipe(): DatedRecipe | null {
    const recipe = recipeOf(this.#app.project.draft);
    return recipe?.workflow === 'explain' ? null : recipe;
  }

  get #key(): string | null {
    return this.#recipe && qualityKey(this.#recipe);
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
    if (recipe.workflow === 'explain' || !('quality' in result)) return null;
    const key = qualityKey(recipe);
    const { quality: report } = result;
    return report && key === this.#key ? { key, file: recipe.source.file, report } : null;
  }
}

/** Equal for recipes with the same report. What happens to robots is not in the report's numbers. */
export function qualityKey(recipe: DatedRecipe): string {
  const { source, mapping, quality, asOf } = recipe;
  const { percentile } = quality.robots;
  const choices = { ...quality, robots: { percentile } };
  return JSON.stringify([source, mapping, choices, asOf, columnsOfSettings(recipe)]);
}

/** Columns without a role that settings refer to: they are read with the others. */
function columnsOfSettings(recipe: DatedRecipe): string[] {
  if (recipe.workflow !== 'states') return [];
  const { panel, features } = recipe.states;
  const columns = [...features.map(({ column }) => column), panel.startsWith?.column];
  const names = new Set(columns.flatMap((reference) => reference?.column ?? []));
  return [panel.input, ...[...names].sort()];
}

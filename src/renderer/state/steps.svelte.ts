// The marks of the steps: holds what was settled when, and asks step-marks.ts. What changes the state
// does not read it as a dependency, here and in the whole room: effects may call it.
import { untrack } from 'svelte';
import type { Draft } from '#shared/data/project';
import type { Recipe } from '#shared/recipe/recipe';
import { missingOf } from './draft-recipe.ts';
import type { StepName } from './places.ts';
import { stepInputs, stepMarks, type StepMark } from './step-marks.ts';

export class Steps {
  readonly #draft: () => Draft;
  readonly #lastRecipe: () => Recipe | null;
  #confirmed = $state.raw<Partial<Record<StepName, string>>>({});
  #problems = $state.raw<Partial<Record<StepName, string>>>({});
  readonly #marks = $derived.by(() =>
    stepMarks({
      draft: this.#draft(),
      confirmed: this.#confirmed,
      problems: this.#problems,
      lastRecipe: this.#lastRecipe(),
    }),
  );

  constructor(draft: () => Draft, lastRecipe: () => Recipe | null) {
    this.#draft = draft;
    this.#lastRecipe = lastRecipe;
  }

  get marks(): Readonly<Record<StepName, StepMark>> {
    return this.#marks;
  }

  /** The step is settled for what the earlier steps say now. */
  confirm(step: StepName): void {
    untrack(() => {
      const inputs = stepInputs(step, this.#draft());
      if (this.#confirmed[step] !== inputs)
        this.#confirmed = { ...this.#confirmed, [step]: inputs };
    });
  }

  /** A step says what it finds undecided, or null where nothing is. */
  report(step: StepName, problem: string | null): void {
    untrack(() => {
      if ((this.#problems[step] ?? null) === problem) return;
      const problems = { ...this.#problems };
      if (problem === null) delete problems[step];
      else problems[step] = problem;
      this.#problems = problems;
    });
  }

  /** A project was opened: what it holds was settled when it was saved. */
  reset(hasRuns: boolean): void {
    this.#problems = {};
    this.#confirmed = {};
    const draft = this.#draft();
    if (draft.recipe.source && !missingOf(draft).some(({ step }) => step === 'roles'))
      this.confirm('roles');
    if (!hasRuns) return;
    this.confirm('quality');
    this.confirm('settings');
  }
}

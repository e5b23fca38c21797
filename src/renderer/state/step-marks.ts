// Which steps are complete, need a decision, or are out of date because an earlier one changed.
import type { Draft } from '#shared/data/project';
import type { Recipe } from '#shared/recipe/recipe';
import { missingOf, recipeOf } from './draft-recipe.ts';
import { stepNames, type StepName } from './places.ts';

export type Mark = 'open' | 'complete' | 'decide' | 'stale';

export interface StepMark {
  readonly mark: Mark;
  /** Why the mark is as it is, where it asks for something. */
  readonly sentence: string | null;
}

export interface StepFacts {
  readonly draft: Draft;
  /** For every step that was settled: its inputs at that time, as `stepInputs` gives them. */
  readonly confirmed: Partial<Record<StepName, string>>;
  /** What a step itself found to be undecided. */
  readonly problems: Partial<Record<StepName, string>>;
  /** The recipe of the newest run; null where there is none. */
  readonly lastRecipe: Recipe | null;
}

/** What the earlier steps say that this step builds on. */
export function stepInputs(step: StepName, draft: Draft): string {
  const { source, mapping, quality, explain } = draft.recipe;
  const tables = explain?.tables;
  const roles = explain && [explain.person, explain.columns, explain.label];
  switch (step) {
    case 'data':
      return '';
    case 'roles':
      return JSON.stringify([source, tables]);
    case 'quality':
      return JSON.stringify([source, tables, mapping, roles]);
    case 'settings':
      return JSON.stringify([source, tables, mapping, roles, quality]);
    case 'run':
      return runKey(recipeOf(draft));
  }
}

/** Equal for recipes that give the same segments: names and titles do not count. */
function runKey(recipe: Recipe | null): string {
  return recipe ? JSON.stringify({ ...recipe, title: '', names: [] }) : '';
}

export function stepMarks(facts: StepFacts): Record<StepName, StepMark> {
  const marks = stepNames.map((step) => [step, markOf(step, facts)] as const);
  // The entries are made from stepNames, so every step is there.
  return Object.fromEntries(marks) as Record<StepName, StepMark>;
}

function markOf(step: StepName, facts: StepFacts): StepMark {
  const { draft, confirmed, problems, lastRecipe } = facts;
  const problem = problems[step];
  if (problem !== undefined) return { mark: 'decide', sentence: problem };
  if (step === 'run') return runMark(draft, lastRecipe);
  const missing = missingOf(draft).find((entry) => entry.step === step);
  const isReached = step === 'data' || draft.recipe.source !== undefined;
  if (missing) return { mark: isReached ? 'decide' : 'open', sentence: missing.sentence };
  if (step === 'data') return { mark: 'complete', sentence: null };
  const settledFor = confirmed[step];
  if (settledFor === undefined) return { mark: 'open', sentence: null };
  if (settledFor === stepInputs(step, draft)) return { mark: 'complete', sentence: null };
  return { mark: 'stale', sentence: 'An earlier step has changed since.' };
}

function runMark(draft: Draft, lastRecipe: Recipe | null): StepMark {
  if (!lastRecipe) return { mark: 'open', sentence: null };
  if (runKey(lastRecipe) === stepInputs('run', draft)) return { mark: 'complete', sentence: null };
  return { mark: 'stale', sentence: 'The recipe has changed since the last run.' };
}

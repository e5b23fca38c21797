// The quality report of the draft, kept with what the recipe says about which rows count.
import type { QualityReport } from '#shared/data/quality-report';
import type { RecipeOf } from '#shared/recipe/recipe';
import type { AppState } from '../../../state/app-state.svelte.ts';
import { ReportCheck } from './report-check.svelte.ts';

/** Recipes that start from dated events; joined tables have a report of their own. */
type DatedRecipe = RecipeOf<'rfe' | 'states' | 'journeys'>;

export type QualityCheck = ReportCheck<DatedRecipe, QualityReport>;

export function qualityCheck(app: AppState): QualityCheck {
  return new ReportCheck<DatedRecipe, QualityReport>(app, {
    accept: (recipe) => (recipe.workflow === 'explain' ? null : recipe),
    keyOf: qualityKey,
    make: (recipe) => app.jobs.run({ kind: 'quality', params: { recipe } }),
    ofRun: ({ result }) => ('quality' in result ? result.quality : null),
  });
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

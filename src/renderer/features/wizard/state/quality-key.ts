// What the quality report depends on: where it changes, the report is out of date.
import type { RecipeOf } from '#shared/recipe/recipe';
import { referredColumns } from '#shared/recipe/referred-columns';

/** Recipes that start from dated events; joined tables have a report of their own. */
export type DatedRecipe = RecipeOf<'rfe' | 'states' | 'journeys'>;

/** Equal for recipes with the same report. What happens to robots is not in the report's numbers. */
export function qualityKey(recipe: DatedRecipe): string {
  const { source, mapping, quality, asOf } = recipe;
  const { percentile } = quality.robots;
  const choices = { ...quality, robots: { percentile } };
  return JSON.stringify([source, mapping, choices, asOf, columnsOfSettings(recipe)]);
}

/** The columns that are read for the settings, in any order; of a panel that names none, all. */
function columnsOfSettings(recipe: DatedRecipe): string[] {
  const columns = referredColumns(recipe).map(({ from, column }) => `${from} ${column}`);
  const input = recipe.workflow === 'states' ? [recipe.states.panel.input] : [];
  return [...input, ...[...new Set(columns)].sort()];
}

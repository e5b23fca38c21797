// What the join report depends on: where it changes, the report is out of date.
import type { ExplainRecipe } from '#shared/recipe/explain-recipe';

/** Equal for recipes with the same report. */
export function joinKey({ source, explain, seed }: ExplainRecipe): string {
  const { person, tables, columns, label, timeColumn, leaveOutLeaks } = explain;
  const choices = [person, tables, columns, label, timeColumn, leaveOutLeaks];
  // Leaks are looked for with the seed.
  return JSON.stringify([source, ...choices, seed]);
}

// The mapping that a workflow really reads, the same for the quality check, the run and new people, so
// that the data are read once.
import type { Mapping } from '#shared/recipe/mapping';
import type { RecipeOf } from '#shared/recipe/recipe';
import { referredColumns } from '#shared/recipe/referred-columns';
import { withColumns } from '../ingest/event-roles.ts';
import { panelColumns } from '../panel/panel-columns.ts';

/** Recipes that start from dated events. */
export type DatedRecipe = RecipeOf<'rfe' | 'states' | 'journeys'>;

/**
 * With every column that the settings refer to; of a panel that names none, all of its columns.
 * @param recipe its source's file is a path
 */
export async function eventsMapping(recipe: DatedRecipe): Promise<Mapping> {
  const mapping = withColumns(recipe.mapping, referredColumns(recipe));
  const namesNone = mapping.extra.length === 0;
  if (recipe.workflow !== 'states' || !namesNone) return mapping;
  const { panel, features } = recipe.states;
  if (panel.input === 'events' || features.length > 0) return mapping;
  return panelColumns(recipe.source, mapping);
}

// A recipe with the mapping that its workflow really reads, so that the quality check reads the data
// once for the run that follows.
import type { EventRecipe } from '#shared/recipe/event-recipe';
import type { RecipeOf } from '#shared/recipe/recipe';
import { journeysMapping } from './journeys/run-journeys.ts';
import { statesMapping } from './states/run-states.ts';

/** @param recipe its source's file is a path */
export async function eventsRecipe(
  recipe: RecipeOf<'rfe' | 'states' | 'journeys'>,
): Promise<EventRecipe> {
  switch (recipe.workflow) {
    case 'states':
      return { ...recipe, mapping: await statesMapping(recipe) };
    case 'journeys':
      return { ...recipe, mapping: journeysMapping(recipe) };
    case 'rfe':
      return recipe;
  }
}

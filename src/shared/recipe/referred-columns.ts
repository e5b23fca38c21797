// The columns without a role that the settings of a workflow refer to: they are read with the events.
import type { JourneysSettings } from './journeys-settings.ts';
import type { ColumnReference } from './mapping.ts';
import type { RecipeOf } from './recipe.ts';
import type { StatesSettings } from './states-settings.ts';

/** In the order of the settings; a column may come twice. */
export function referredColumns(
  recipe: RecipeOf<'rfe' | 'states' | 'journeys'>,
): ColumnReference[] {
  switch (recipe.workflow) {
    case 'rfe':
      return [];
    case 'states':
      return columnsOfStates(recipe.states);
    case 'journeys':
      return columnsOfJourneys(recipe.journeys);
  }
}

function columnsOfStates({ panel, features }: StatesSettings): ColumnReference[] {
  const columns = features.flatMap(({ column }) => column ?? []);
  return panel.startsWith === null ? columns : [...columns, panel.startsWith.column];
}

function columnsOfJourneys({ sequences }: JourneysSettings): ColumnReference[] {
  const { outcome, input, indicators } = sequences;
  return [
    ...(input === 'indicators' ? indicators : []),
    ...(outcome.kind === 'column' ? [outcome.column] : []),
  ];
}

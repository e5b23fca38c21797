// What in the settings of States cannot stay as it is, as a sentence; null where all is well.
import { measureFacts } from '#shared/recipe/panel-features';
import type { PanelFeature, StatesSettings } from '#shared/recipe/states-settings';

/** A feature whose measure needs a column that was not chosen. */
export function featureFault({ measure, column, label }: PanelFeature): string | null {
  const needsColumn = measureFacts[measure].needs !== 'nothing';
  return needsColumn && !column ? `${label}: choose its column.` : null;
}

export function statesFault({ features, model }: StatesSettings): string | null {
  const faults = [
    ...features.map(featureFault),
    model.k === null && model.kMinimum > model.kMaximum
      ? 'The smallest number of states is above the largest.'
      : null,
  ];
  return faults.find((fault) => fault !== null) ?? null;
}

// What in the settings of States cannot stay as it is, as a sentence; null where all is well.
import type { ColumnDescription } from '#shared/data/description';
import { measureFacts } from '#shared/recipe/panel-features';
import type { PanelFeature, StatesSettings } from '#shared/recipe/states-settings';

/** A feature whose measure needs a column that was not chosen. */
export function featureFault({ measure, column, label }: PanelFeature): string | null {
  const needsColumn = measureFacts[measure].needs !== 'nothing';
  return needsColumn && !column ? `${label}: choose its column.` : null;
}

/** Words of which none says yes: without a chosen one every cell would be missing. */
export function valuesFault(
  { measure, values, label }: PanelFeature,
  column: Pick<ColumnDescription, 'type'> | undefined,
): string | null {
  const asks = measureFacts[measure].takesValues && values.length === 0;
  return asks && column?.type === 'text'
    ? `${label}: choose at least one value that counts.`
    : null;
}

/** @param columnOf what is known of a feature's column */
export function statesFault(
  { features, model }: StatesSettings,
  columnOf: (feature: PanelFeature) => Pick<ColumnDescription, 'type'> | undefined,
): string | null {
  const faults = [
    ...features.map((feature) => featureFault(feature) ?? valuesFault(feature, columnOf(feature))),
    model.k === null && model.kMinimum > model.kMaximum
      ? 'The smallest number of states is above the largest.'
      : null,
  ];
  return faults.find((fault) => fault !== null) ?? null;
}

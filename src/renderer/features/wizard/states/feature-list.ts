// The features of a draft. Where none was chosen, the engine takes the ready-made ones; the window knows
// them from the preview, and writes them down as soon as one of them is changed.
import type { ColumnReference } from '#shared/recipe/mapping';
import { newPanelFeature } from '#shared/recipe/panel-features';
import { panelMeasures, type PanelFeature } from '#shared/recipe/states-settings';
import type { PanelPreview } from '#shared/results/person-states';
import type { DraftMapping } from '../state/mapping-edits.ts';

type PreviewColumn = PanelPreview['columns'][number];

/** Columns that a feature could measure, without saying so in its name. */
function knownColumns(mapping: DraftMapping): (ColumnReference | undefined)[] {
  const { amount, click, kind, session, order, extra = [] } = mapping;
  const kindColumn = kind && { column: kind.column, from: kind.from };
  return [undefined, amount, click, kindColumn, session, order, ...extra];
}

/** The feature behind a column of the preview; a name that nothing stands for is a panel's column. */
function featureOf(column: PreviewColumn, mapping: DraftMapping): PanelFeature {
  for (const reference of knownColumns(mapping)) {
    for (const measure of panelMeasures) {
      const feature = newPanelFeature(measure, reference);
      if (feature.name === column.name && measure !== 'panel-value')
        return { ...feature, fill: column.fill, emission: column.emission };
    }
  }
  return {
    ...newPanelFeature('panel-value', { column: column.name, from: 'event' }),
    name: column.name,
    label: column.label,
    fill: column.fill,
    emission: column.emission,
  };
}

/** Null while the ready-made ones are not known. */
export function featuresOf(
  chosen: readonly PanelFeature[],
  preview: PanelPreview | null,
  mapping: DraftMapping,
): PanelFeature[] | null {
  if (chosen.length > 0) return [...chosen];
  return preview && preview.columns.map((column) => featureOf(column, mapping));
}

/** Two features of the same measure and column differ by a number at the end of their names. */
export function withFreeName(feature: PanelFeature, others: readonly PanelFeature[]): PanelFeature {
  const names = new Set(others.map(({ name }) => name));
  if (!names.has(feature.name)) return feature;
  for (let number = 2; ; number += 1) {
    const name = `${feature.name.slice(0, 56)}-${number}`;
    if (!names.has(name)) return { ...feature, name };
  }
}

export function withFeature(
  features: readonly PanelFeature[],
  name: string,
  change: Partial<PanelFeature>,
): PanelFeature[] {
  return features.map((feature) => (feature.name === name ? { ...feature, ...change } : feature));
}

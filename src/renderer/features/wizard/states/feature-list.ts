// The features of a draft. Where none was chosen, the engine takes the ready-made ones; the window knows
// them from the preview, and writes them down as soon as one of them is changed.
import { featureLabel } from '#shared/recipe/panel-features';
import type { PanelFeature } from '#shared/recipe/states-settings';
import type { PanelPreview } from '#shared/results/person-states';

/** Null while the ready-made ones are not known. */
export function featuresOf(
  chosen: readonly PanelFeature[],
  preview: PanelPreview | null,
): PanelFeature[] | null {
  if (chosen.length > 0) return [...chosen];
  return preview && preview.columns.map(({ feature }) => feature);
}

/** Two features of the same measure and column differ by a number at the end of name and label. */
export function withFreeName(feature: PanelFeature, others: readonly PanelFeature[]): PanelFeature {
  const isTaken = (own: PanelFeature): boolean =>
    others.some(({ name, label }) => name === own.name || label === own.label);
  let free = feature;
  for (let number = 2; isTaken(free); number += 1) {
    free = {
      ...feature,
      name: `${feature.name.slice(0, 56)}-${number}`,
      label: `${feature.label.slice(0, 55)} (${number})`,
    };
  }
  return free;
}

/** A label that nobody typed goes with what is measured; so a change of the column or its values. */
export function relabelled(
  feature: PanelFeature,
  change: Pick<Partial<PanelFeature>, 'column' | 'values'>,
): Partial<PanelFeature> {
  const isOwn = feature.label !== featureLabel(feature);
  return isOwn ? change : { ...change, label: featureLabel({ ...feature, ...change }) };
}

export function withFeature(
  features: readonly PanelFeature[],
  name: string,
  change: Partial<PanelFeature>,
): PanelFeature[] {
  return features.map((feature) => (feature.name === name ? { ...feature, ...change } : feature));
}

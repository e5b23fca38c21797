// The features of a draft. Where none was chosen, the engine takes the ready-made ones; the window knows
// them from the preview, and writes them down as soon as one of them is changed.
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

// The measures that a mapping asks for: clicks where they are known, money where orders are.
import type { Draft } from '#shared/data/project';
import { rfeFeaturesSchema, type RfeFeatures } from '#shared/recipe/rfe-settings';
import type { DraftMapping } from './mapping-edits.ts';

export function suggestFeatures(mapping: DraftMapping): RfeFeatures {
  const features = rfeFeaturesSchema.parse({});
  if (mapping.click) features.frequency.measure = 'clicks';
  else if (mapping.amount) {
    features.frequency.measure = mapping.order ? 'orders' : 'events';
    features.engagement.measure = 'amount';
    return features;
  }
  if (mapping.session) features.engagement.measure = 'session-ids';
  return features;
}

/** Takes a mapping into the draft; measures that nobody has chosen by hand follow it. */
export function takeMapping(draft: Draft, mapping: DraftMapping): void {
  const { features } = draft.recipe;
  const before = suggestFeatures(draft.recipe.mapping ?? {});
  const isByHand = features !== undefined && JSON.stringify(features) !== JSON.stringify(before);
  draft.recipe.mapping = mapping;
  if (!isByHand) draft.recipe.features = suggestFeatures(mapping);
}

// Changes of settings, each a step of undo. Settings that were never touched are their defaults.
import {
  rfeFeaturesSchema,
  rfeModelSchema,
  transformChoicesSchema,
  type RfeFeatures,
  type RfeModelChoice,
} from '#shared/recipe/rfe-settings';
import { asOfSchema } from '#shared/recipe/event-settings';
import type { RfeRecipe } from '#shared/recipe/rfe-recipe';
import type { Draft } from '#shared/data/project';
import type { AppState } from '../../../state/app-state.svelte.ts';
import { suggestFeatures } from '../state/suggest-features.ts';

export type Settings = Pick<
  RfeRecipe,
  'asOf' | 'features' | 'transform' | 'zeroFrequencyApart' | 'model' | 'migrationFrom' | 'seed'
>;

/** The settings as they stand, with the default of everything that was not chosen. */
export function settingsOf({ recipe }: Draft): Settings {
  return {
    asOf: recipe.asOf ?? asOfSchema.parse({}),
    features: recipe.features ?? suggestFeatures(recipe.mapping ?? {}),
    transform: recipe.transform ?? transformChoicesSchema.parse({}),
    zeroFrequencyApart: recipe.zeroFrequencyApart ?? false,
    model: recipe.model ?? defaultModel('k-means'),
    migrationFrom: recipe.migrationFrom ?? null,
    seed: recipe.seed ?? 1,
  };
}

export function defaultModel(kind: RfeModelChoice['kind']): RfeModelChoice {
  return rfeModelSchema.parse({ kind });
}

/** Another kind of model; what both have in common stays. */
export function withKind(model: RfeModelChoice, kind: RfeModelChoice['kind']): RfeModelChoice {
  if (model.kind === kind) return model;
  const next = defaultModel(kind);
  if (model.kind === 'quintile-scores' || next.kind === 'quintile-scores') return next;
  const { k, kMinimum, kMaximum } = model;
  return { ...next, k, kMinimum, kMaximum };
}

export function editSetting<Name extends keyof Settings>(
  app: AppState,
  label: string,
  name: Name,
  value: Settings[Name],
  mergeKey?: string,
): void {
  app.project.edit(label, (draft) => Object.assign(draft.recipe, { [name]: value }), mergeKey);
}

export function editFeatures(
  app: AppState,
  label: string,
  change: (features: RfeFeatures) => void,
) {
  const features = rfeFeaturesSchema.parse(structuredClone(settingsOf(app.project.draft).features));
  change(features);
  editSetting(app, label, 'features', features, label);
}

// The choices of workflow Journeys as they stand, and their changes, each a step of undo.
import type { Draft } from '#shared/data/project';
import { asOfSchema } from '#shared/recipe/event-settings';
import type { JourneysRecipe } from '#shared/recipe/journeys-recipe';
import { journeyClusteringSchema, journeysSettingsSchema } from '#shared/recipe/journeys-settings';
import type { JourneysSettings } from '#shared/recipe/journeys-settings';
import type { AppState } from '../../../state/app-state.svelte.ts';

export type JourneysChoices = Pick<JourneysRecipe, 'asOf' | 'journeys' | 'seed'>;
export type EncoderKind = NonNullable<JourneysSettings['encoder']['kind']>;
export type Clustering = JourneysSettings['clustering'];

/** With the default of everything that was not chosen. */
export function journeysChoices({ recipe }: Draft): JourneysChoices {
  return {
    asOf: recipe.asOf ?? asOfSchema.parse({}),
    journeys: recipe.journeys ?? journeysSettingsSchema.parse({}),
    seed: recipe.seed ?? 1,
  };
}

export function editJourneys(
  app: AppState,
  label: string,
  change: (settings: JourneysSettings) => void,
  mergeKey?: string,
): void {
  app.project.edit(
    label,
    (draft) => {
      const settings = structuredClone(journeysChoices(draft).journeys);
      change(settings);
      draft.recipe.journeys = settings;
    },
    mergeKey,
  );
}

export function editAsOf(app: AppState, change: Partial<JourneysChoices['asOf']>): void {
  app.project.edit('end of following', (draft) => {
    draft.recipe.asOf = { ...journeysChoices(draft).asOf, ...change };
  });
}

/** The encoder of a recipe that leaves the choice open. */
export function usualEncoder({ sequences }: JourneysSettings): EncoderKind {
  return sequences.outcome.kind === 'none' ? 'autoencoder' : 'outcome-network';
}

export function encoderOf(settings: JourneysSettings): EncoderKind {
  return settings.encoder.kind ?? usualEncoder(settings);
}

/** Another way of clustering; neighbours stay where both ways have them. */
export function withClustering(before: Clustering, kind: Clustering['kind']): Clustering {
  if (before.kind === kind) return before;
  const next = journeyClusteringSchema.parse({ kind });
  if (before.kind === 'k-means' || next.kind === 'k-means') return next;
  return { ...next, minPts: before.minPts };
}

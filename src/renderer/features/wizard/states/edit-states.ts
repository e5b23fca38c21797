// Changes of the settings of workflow States, each a step of undo. What was never touched is its default.
import { asOfSchema } from '#shared/recipe/event-settings';
import { asInNotebook } from '#shared/recipe/notebook-preset';
import {
  hiddenMarkovSettingsSchema,
  statesSettingsSchema,
  type HiddenMarkovSettings,
  type PanelFeature,
  type PanelSettings,
  type StatesSettings,
} from '#shared/recipe/states-settings';
import type { Draft } from '#shared/data/project';
import type { StatesRecipe } from '#shared/recipe/states-recipe';
import type { AppState } from '../../../state/app-state.svelte.ts';

export type StatesChoices = Pick<StatesRecipe, 'asOf' | 'seed' | 'states'>;

/** The settings as they stand, with the default of everything that was not chosen. */
export function choicesOf({ recipe }: Draft): StatesChoices {
  return {
    asOf: recipe.asOf ?? asOfSchema.parse({}),
    seed: recipe.seed ?? 1,
    states: recipe.states ?? statesSettingsSchema.parse({}),
  };
}

function edit(
  app: AppState,
  label: string,
  change: (states: StatesSettings) => StatesSettings,
  mergeKey?: string,
): void {
  app.project.edit(
    label,
    (draft) => {
      draft.recipe.states = change(structuredClone(choicesOf(draft).states));
    },
    mergeKey,
  );
}

export function editPanel(
  app: AppState,
  label: string,
  change: Partial<PanelSettings>,
  mergeKey?: string,
): void {
  edit(app, label, (states) => ({ ...states, panel: { ...states.panel, ...change } }), mergeKey);
}

/** Features of events cannot be measured in a panel, nor the other way round: they begin anew. */
export function chooseInput(app: AppState, input: PanelSettings['input']): void {
  edit(app, 'what a row is', (states) => ({
    ...states,
    panel: { ...states.panel, input, startsWith: null },
    features: [],
  }));
}

export function editModel(
  app: AppState,
  label: string,
  change: Partial<HiddenMarkovSettings>,
): void {
  edit(app, label, (states) => ({ ...states, model: { ...states.model, ...change } }), label);
}

export function editHorizon(app: AppState, horizon: number): void {
  edit(app, 'periods ahead', (states) => ({ ...states, horizon }), 'periods ahead');
}

export function editFeatures(
  app: AppState,
  label: string,
  features: readonly PanelFeature[],
  mergeKey?: string,
): void {
  edit(app, label, (states) => ({ ...states, features: [...features] }), mergeKey);
}

export function takeNotebookSettings(app: AppState): void {
  edit(app, 'settings of the 2023 notebook', asInNotebook);
}

export function takeDefaultModel(app: AppState): void {
  edit(app, 'default model', (states) => ({
    ...states,
    model: hiddenMarkovSettingsSchema.parse({}),
  }));
}

/** Whether the notebook's settings would change nothing. */
export function isAsInNotebook(states: StatesSettings): boolean {
  return JSON.stringify(asInNotebook(states)) === JSON.stringify(states);
}

export function editSeed(app: AppState, seed: number): void {
  app.project.edit('seed', (draft) => Object.assign(draft.recipe, { seed }), 'seed');
}

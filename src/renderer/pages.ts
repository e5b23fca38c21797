// Which component shows which place. A feature that brings a step or a results page is entered here;
// every component takes no props and asks `useApp()` for what it needs.
import type { Component } from 'svelte';
import DataStep from './features/wizard/data/DataStep.svelte';
import QualityStep from './features/wizard/quality/QualityStep.svelte';
import RolesStep from './features/wizard/roles/RolesStep.svelte';
import RunStep from './features/wizard/run/RunStep.svelte';
import SettingsStep from './features/wizard/settings/SettingsStep.svelte';
import type { ResultsPage, StepName } from './state/places.ts';

export const stepPages: Partial<Record<StepName, Component>> = {
  data: DataStep,
  roles: RolesStep,
  quality: QualityStep,
  settings: SettingsStep,
  run: RunStep,
};

/** Shown only while `navigation.runId` names a run. */
export const resultsPageComponents: Partial<Record<ResultsPage, Component>> = {};

/** Reads the two runs from `navigation.place`. */
export const comparePage: Component | undefined = undefined;

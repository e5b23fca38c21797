// Which component shows which place. A feature that brings a step or a results page is entered here;
// every component takes no props and asks `useApp()` for what it needs.
import type { Component } from 'svelte';
import Compare from './features/compare/Compare.svelte';
import Diagnosis from './features/results/Diagnosis.svelte';
import ExportPage from './features/results/ExportPage.svelte';
import Overview from './features/results/Overview.svelte';
import People from './features/results/People.svelte';
import Segments from './features/results/Segments.svelte';
import DataStep from './features/wizard/data/DataStep.svelte';
import QualityStep from './features/wizard/quality/QualityStep.svelte';
import RolesStep from './features/wizard/roles/RolesStep.svelte';
import RunStep from './features/wizard/run/RunStep.svelte';
import SettingsStep from './features/wizard/settings/SettingsStep.svelte';
import type { ResultsPage, StepName } from './state/places.ts';

export const stepPages: Record<StepName, Component> = {
  data: DataStep,
  roles: RolesStep,
  quality: QualityStep,
  settings: SettingsStep,
  run: RunStep,
};

/** Shown only while `navigation.runId` names a run. */
export const resultsPageComponents: Record<ResultsPage, Component> = {
  overview: Overview,
  segments: Segments,
  people: People,
  diagnosis: Diagnosis,
  export: ExportPage,
};

/** Reads the two runs from `navigation.place`. */
export const comparePage: Component = Compare;

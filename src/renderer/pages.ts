// Which component shows which place. A feature that brings a step or a results page is entered here;
// every component takes no props and asks `useApp()` for what it needs.
import type { Component } from 'svelte';
import Compare from './features/compare/Compare.svelte';
import ExportPage from './features/results/ExportPage.svelte';
import People from './features/results/People.svelte';
import ExplainDiagnosis from './features/results/explain/ExplainDiagnosis.svelte';
import ExplainExplanations from './features/results/explain/ExplainExplanations.svelte';
import ExplainOverview from './features/results/explain/ExplainOverview.svelte';
import ExplainPerson from './features/results/explain/ExplainPerson.svelte';
import ExplainSegments from './features/results/explain/ExplainSegments.svelte';
import RfeDiagnosis from './features/results/rfe/RfeDiagnosis.svelte';
import RfeOverview from './features/results/rfe/RfeOverview.svelte';
import RfeSegments from './features/results/rfe/RfeSegments.svelte';
import StatesDiagnosis from './features/results/states/StatesDiagnosis.svelte';
import StatesOverview from './features/results/states/StatesOverview.svelte';
import StatesPerson from './features/results/states/StatesPerson.svelte';
import StatesStates from './features/results/states/StatesStates.svelte';
import JourneysDiagnosis from './features/results/journeys/JourneysDiagnosis.svelte';
import JourneysOverview from './features/results/journeys/JourneysOverview.svelte';
import JourneysSegments from './features/results/journeys/JourneysSegments.svelte';
import DataStep from './features/wizard/data/DataStep.svelte';
import ExplainDataStep from './features/wizard/explain/ExplainDataStep.svelte';
import ExplainQualityStep from './features/wizard/explain/ExplainQualityStep.svelte';
import ExplainRolesStep from './features/wizard/explain/ExplainRolesStep.svelte';
import ExplainSettingsStep from './features/wizard/explain/ExplainSettingsStep.svelte';
import JourneysRolesStep from './features/wizard/journeys/JourneysRolesStep.svelte';
import JourneysSettingsStep from './features/wizard/journeys/JourneysSettingsStep.svelte';
import QualityStep from './features/wizard/quality/QualityStep.svelte';
import RolesStep from './features/wizard/roles/RolesStep.svelte';
import RunStep from './features/wizard/run/RunStep.svelte';
import SettingsStep from './features/wizard/rfe/SettingsStep.svelte';
import StatesRolesStep from './features/wizard/states/StatesRolesStep.svelte';
import StatesSettingsStep from './features/wizard/states/StatesSettingsStep.svelte';
import type { Workflow } from '#shared/recipe/recipe';
import type { ResultsPage, StepName } from './state/places.ts';

type StepPages = Readonly<Record<StepName, Component>>;

const rfeSteps: StepPages = {
  data: DataStep,
  roles: RolesStep,
  quality: QualityStep,
  settings: SettingsStep,
  run: RunStep,
};

const statesSteps: StepPages = {
  ...rfeSteps,
  roles: StatesRolesStep,
  settings: StatesSettingsStep,
};

const journeysSteps: StepPages = {
  ...rfeSteps,
  roles: JourneysRolesStep,
  settings: JourneysSettingsStep,
};

const explainSteps: StepPages = {
  data: ExplainDataStep,
  roles: ExplainRolesStep,
  quality: ExplainQualityStep,
  settings: ExplainSettingsStep,
  run: RunStep,
};

/** The wizard of each workflow. */
export const stepPages: Readonly<Record<Workflow, StepPages>> = {
  rfe: rfeSteps,
  states: statesSteps,
  explain: explainSteps,
  journeys: journeysSteps,
};

type ResultsPages = Readonly<Partial<Record<ResultsPage, Component>>>;

const rfeResults: ResultsPages = {
  overview: RfeOverview,
  segments: RfeSegments,
  people: People,
  diagnosis: RfeDiagnosis,
  export: ExportPage,
};

const explainResults: ResultsPages = {
  overview: ExplainOverview,
  segments: ExplainSegments,
  explanations: ExplainExplanations,
  people: People,
  person: ExplainPerson,
  diagnosis: ExplainDiagnosis,
  export: ExportPage,
};

const statesResults: ResultsPages = {
  overview: StatesOverview,
  segments: StatesStates,
  people: People,
  person: StatesPerson,
  diagnosis: StatesDiagnosis,
  export: ExportPage,
};

const journeysResults: ResultsPages = {
  overview: JourneysOverview,
  segments: JourneysSegments,
  people: People,
  diagnosis: JourneysDiagnosis,
  export: ExportPage,
};

/**
 * The results pages of each workflow: those that resultsPagesOf names. Shown only while
 * `navigation.runId` names a run.
 */
export const resultsPageComponents: Readonly<Record<Workflow, ResultsPages>> = {
  rfe: rfeResults,
  states: statesResults,
  explain: explainResults,
  journeys: journeysResults,
};

/** Reads the two runs from `navigation.place`. */
export const comparePage: Component = Compare;

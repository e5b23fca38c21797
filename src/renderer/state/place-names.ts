// How the steps and the results pages are called, everywhere.
import type { Workflow } from '#shared/recipe/recipe';
import type { ResultsPage, StepName } from './places.ts';

export const stepTitles: Readonly<Record<StepName, string>> = {
  data: 'Data',
  roles: 'Roles',
  quality: 'Quality',
  settings: 'Settings',
  run: 'Run',
};

const pageTitles: Readonly<Record<ResultsPage, string>> = {
  overview: 'Overview',
  segments: 'Segments',
  explanations: 'Explanations',
  people: 'People',
  person: 'One person',
  diagnosis: 'Diagnosis',
  export: 'Export',
};

/** Where a workflow has another word. */
const ownTitles: Readonly<Partial<Record<Workflow, Partial<Record<ResultsPage, string>>>>> = {
  states: { segments: 'States' },
};

export function pageTitle(page: ResultsPage, workflow: Workflow): string {
  return ownTitles[workflow]?.[page] ?? pageTitles[page];
}

// How the steps and the results pages are called, everywhere.
import type { ResultsPage, StepName } from './places.ts';

export const placeNames: Record<StepName | ResultsPage, string> = {
  data: 'Data',
  roles: 'Roles',
  quality: 'Quality',
  settings: 'Settings',
  run: 'Run',
  overview: 'Overview',
  segments: 'Segments',
  explanations: 'Explanations',
  people: 'People',
  person: 'One person',
  diagnosis: 'Diagnosis',
  export: 'Export',
};

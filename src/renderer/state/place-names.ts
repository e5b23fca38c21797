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
  people: 'People',
  diagnosis: 'Diagnosis',
  export: 'Export',
};

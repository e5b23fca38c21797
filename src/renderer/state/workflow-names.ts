// How the workflows are called, everywhere.
import type { Workflow } from '#shared/recipe/recipe';

export const workflowNames: Readonly<Record<Workflow, string>> = {
  rfe: 'Recency, frequency, engagement',
  states: 'Behavioural states over time',
  explain: 'Explaining known segments',
  journeys: 'Journeys',
};

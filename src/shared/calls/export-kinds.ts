// What can be taken out of a run, by workflow: tables first, then documents.
import type { Workflow } from '../recipe/recipe.ts';

export const tableKinds = [
  'assignments',
  'profile',
  'persons',
  'transitions',
  'importance',
  'shap',
  'rules',
  'encodings',
] as const;
export type TableKind = (typeof tableKinds)[number];

export const documentKinds = ['recipe', 'model', 'result'] as const;
export type DocumentKind = (typeof documentKinds)[number];

export const exportKinds = [...tableKinds, ...documentKinds] as const;
export type ExportKind = (typeof exportKinds)[number];

/** The tables that a run of a workflow gives, in the order in which they are offered. */
export const tablesOf = {
  rfe: ['assignments', 'profile'],
  states: ['assignments', 'persons', 'transitions', 'profile'],
  explain: ['assignments', 'importance', 'shap', 'rules'],
  journeys: ['assignments', 'encodings', 'profile'],
} as const satisfies Record<Workflow, readonly TableKind[]>;

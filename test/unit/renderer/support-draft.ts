// Drafts for tests: empty, and one whose recipe can run.
import { draftSchema, type Draft } from '../../../src/shared/data/project.ts';

export const emptyDraft = (): Draft => draftSchema.parse({});

export const readyDraft = (): Draft =>
  draftSchema.parse({
    workflow: 'rfe',
    recipe: {
      source: { kind: 'delimited', file: 'h1' },
      mapping: { person: { column: 'user' }, time: { column: 'at', format: 'iso' } },
    },
  });

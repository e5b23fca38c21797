// The marks of the steps: what is complete, undecided, or out of date.
import { describe, expect, it } from 'vitest';
import type { Draft } from '../../../../src/shared/data/project.ts';
import { missingOf, recipeOf } from '../../../../src/renderer/state/draft-recipe.ts';
import type { StepName } from '../../../../src/renderer/state/places.ts';
import {
  stepInputs,
  stepMarks,
  type Mark,
  type StepFacts,
} from '../../../../src/renderer/state/step-marks.ts';
import { emptyDraft, readyDraft } from '../support-draft.ts';

function changed(draft: Draft, change: (draft: Draft) => void): Draft {
  const copy = structuredClone(draft);
  change(copy);
  return copy;
}

const all: readonly StepName[] = ['data', 'roles', 'quality', 'settings', 'run'];

/** Every step settled and run, for this draft. */
function settled(draft: Draft): Pick<StepFacts, 'confirmed' | 'lastRecipe'> {
  const confirmed = Object.fromEntries(all.map((step) => [step, stepInputs(step, draft)]));
  return { confirmed, lastRecipe: recipeOf(draft) };
}

const nothing: Pick<StepFacts, 'confirmed' | 'lastRecipe'> = { confirmed: {}, lastRecipe: null };

const cases: readonly [string, Draft, Pick<StepFacts, 'confirmed' | 'lastRecipe'>, Mark[]][] = [
  ['an empty draft', emptyDraft(), nothing, ['decide', 'open', 'open', 'open', 'open']],
  [
    'data without roles',
    changed(readyDraft(), (draft) => delete draft.recipe.mapping),
    nothing,
    ['complete', 'decide', 'open', 'open', 'open'],
  ],
  ['roles not looked at', readyDraft(), nothing, ['complete', 'open', 'open', 'open', 'open']],
  [
    'everything settled',
    readyDraft(),
    settled(readyDraft()),
    ['complete', 'complete', 'complete', 'complete', 'complete'],
  ],
  [
    'another file since',
    changed(readyDraft(), (draft) => (draft.recipe.source = { kind: 'parquet', file: 'h2' })),
    settled(readyDraft()),
    ['complete', 'stale', 'stale', 'stale', 'stale'],
  ],
  [
    'another quality choice since',
    changed(readyDraft(), (draft) => {
      if (draft.recipe.quality) draft.recipe.quality.duplicates = 'drop';
    }),
    settled(readyDraft()),
    ['complete', 'complete', 'complete', 'stale', 'stale'],
  ],
  [
    'another seed since',
    changed(readyDraft(), (draft) => (draft.recipe.seed = 7)),
    settled(readyDraft()),
    ['complete', 'complete', 'complete', 'complete', 'stale'],
  ],
  [
    'another title since, which gives the same segments',
    changed(readyDraft(), (draft) => (draft.recipe.title = 'Spring')),
    settled(readyDraft()),
    ['complete', 'complete', 'complete', 'complete', 'complete'],
  ],
  [
    'clicks counted without a click column',
    changed(readyDraft(), (draft) => {
      if (draft.recipe.features) draft.recipe.features.frequency.measure = 'clicks';
    }),
    settled(readyDraft()),
    ['complete', 'decide', 'complete', 'complete', 'stale'],
  ],
];

describe('step marks', () => {
  it.each(cases)('%s', (_name, draft, facts, expected) => {
    const marks = stepMarks({ draft, problems: {}, ...facts });
    expect(all.map((step) => marks[step].mark)).toEqual(expected);
  });

  it('give a reason wherever they ask for something', () => {
    for (const [, draft, facts] of cases)
      for (const { mark, sentence } of Object.values(stepMarks({ draft, problems: {}, ...facts })))
        if (mark === 'decide' || mark === 'stale') expect(sentence).toMatch(/\.$/);
  });

  it('put what a step itself reports first', () => {
    const facts = { draft: readyDraft(), ...settled(readyDraft()) };
    const marks = stepMarks({ ...facts, problems: { quality: 'Two formats fit the dates.' } });
    expect(marks.quality).toEqual({ mark: 'decide', sentence: 'Two formats fit the dates.' });
  });
});

describe('a draft', () => {
  it('is a recipe with all defaults once person and time are known', () => {
    expect(missingOf(readyDraft())).toEqual([]);
    expect(recipeOf(readyDraft())).toMatchObject({ workflow: 'rfe', seed: 1, title: '' });
  });

  it('says what is missing in the order of the steps', () => {
    expect(missingOf(emptyDraft()).map(({ step }) => step)).toEqual(['data', 'roles', 'roles']);
    expect(recipeOf(emptyDraft())).toBeNull();
  });

  it.each([
    ['orders', { frequency: { measure: 'orders' } }],
    ['amount', { engagement: { measure: 'amount' } }],
    ['session-ids', { engagement: { measure: 'session-ids' } }],
    ['click', { recency: { qualifying: 'click' } }],
  ] as const)('needs a column for %s', (_name, features) => {
    const draft = changed(readyDraft(), ({ recipe }) => {
      recipe.features = { ...readyDraft().recipe.features, ...features } as typeof recipe.features;
    });
    expect(missingOf(draft)).toHaveLength(1);
    expect(missingOf(draft)[0]?.step).toBe('roles');
  });
});

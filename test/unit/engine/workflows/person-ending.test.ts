// Why one person's rows end early, and whether the person came back.
import { expect, test } from 'vitest';
import { periodOf } from '#engine/panel/panel-period';
import { personEnding } from '#engine/workflows/states/person-ending';
import { statesRecipeSchema } from '#shared/recipe/states-recipe';
import type { RawEvents } from '#shared/results/person-states';

const recipeOf = (input: 'events' | 'panel') =>
  statesRecipeSchema.parse({
    version: 1,
    workflow: 'states',
    source: { kind: 'delimited', file: 'events.csv' },
    mapping: { person: { column: 'who' }, time: { column: 'at', format: 'iso' } },
    states: { panel: { input, gapCutoff: 3 } },
  });
const recipe = recipeOf('events');
const latest = '2024-06-24';
const last = periodOf('2024-03-04', recipe.states.panel);

const eventsAt = (...moments: string[]): RawEvents => ({
  columns: ['kind', 'at'],
  rows: moments.map((moment) => ['ride', moment]),
  total: moments.length,
});

test('rows that go on to the last period need no word', () => {
  expect(personEnding(periodOf(latest, recipe.states.panel), latest, recipe, null)).toBeNull();
});

test('a gap ends the rows; the first event after the last period is the return', () => {
  const stayed = eventsAt('2024-02-05 10:00:00', '2024-03-10 23:59:59');
  const ending = { lastPeriod: '2024-03-04', gapCutoff: 3, returned: null };
  expect(personEnding(last, latest, recipe, stayed)).toEqual(ending);
  expect(personEnding(last, latest, recipe, null)).toEqual(ending);
  const back = eventsAt('2024-02-05 10:00:00', '2024-03-11 00:00:00', '2024-05-01 08:00:00');
  expect(personEnding(last, latest, recipe, back)).toEqual({ ...ending, returned: '2024-03-11' });
});

test('where only the latest events are at hand, the return may lie before them', () => {
  const cut = { ...eventsAt('2024-05-01 08:00:00'), total: 700 };
  expect(personEnding(last, latest, recipe, cut)?.returned).toBeNull();
});

test('a panel has no cutoff to tell of', () => {
  expect(personEnding(last, latest, recipeOf('panel'), null)?.gapCutoff).toBeNull();
});

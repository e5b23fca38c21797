// What must hold of every panel, whatever the events: the past stands, persons stay apart.
import { describe, expect, test } from 'vitest';
import { createRandom } from '#analysis/random';
import { newPanelFeature } from '#shared/recipe/panel-features';
import { measureFacts } from '#shared/recipe/panel-features';
import type { PanelMeasure } from '#shared/recipe/states-settings';
import { csvRecipe, panelOf, rowsOf, type StatesParts } from './states-fixture.ts';

const columns = { cell: 'city', number: 'price' } as const;
const features = (Object.keys(measureFacts) as PanelMeasure[])
  .filter((measure) => measure !== 'panel-value')
  .map((measure) => {
    const { needs } = measureFacts[measure];
    const column = needs === 'nothing' ? undefined : columns[needs];
    return newPanelFeature(measure, column && { column, from: 'event' }, ['x']);
  })
  .map((feature) =>
    measureFacts[feature.measure].takesValues ? feature : { ...feature, values: [] },
  );

interface Line {
  readonly who: string;
  readonly at: string;
  readonly rest: string;
}

/** Two years of events of forty persons, some with long pauses. */
function lines(seed: number): Line[] {
  const random = createRandom(seed);
  return Array.from({ length: 1200 }, () => {
    const who = random.integerBelow(40);
    const late = random.uniform() < 0.3 ? 400 : 0;
    const day = Math.floor(random.uniform() * (who % 3 === 0 ? 120 : 330)) + late;
    const ms = Date.UTC(2023, 0, 1) + 86_400_000 * day + 1000 * random.integerBelow(86_400);
    const price = random.uniform() < 0.1 ? '' : (random.uniform() * 30).toFixed(2);
    const city = ['x', 'y', ''][random.integerBelow(3)] ?? '';
    return {
      who: `p${who}`,
      at: new Date(ms).toISOString().slice(0, 19),
      rest: `${city},${price}`,
    };
  });
}

const csv = (all: readonly Line[]): string =>
  `who,at,city,price\n${all.map(({ who, at, rest }) => `${who},${at},${rest}`).join('\n')}\n`;

const settings = (asOf: string, panel: object = {}): StatesParts => ({
  states: { panel: { minimumPeriods: 1, gapCutoff: 8, ...panel }, features },
  mapping: {
    person: { column: 'who' },
    time: { column: 'at', format: 'iso' },
    types: { city: 'text', price: 'number' },
  },
  asOf: { date: asOf },
});

describe('panels', () => {
  test.each([1, 2])('deleting future rows changes no past cell (seed %i)', async (seed) => {
    const all = lines(seed);
    const whole = csvRecipe(csv(all), settings('2024-03-04'));
    const full = await panelOf(whole);
    for (const asOf of ['2023-04-10', '2023-10-02']) {
      const recipe = csvRecipe(csv(all.filter(({ at }) => at < asOf)), settings(asOf));
      const past = await panelOf(recipe);
      expect(past.persons.length).toBeGreaterThan(20);
      for (const person of past.persons) {
        const rows = rowsOf(past, person, recipe);
        expect(rowsOf(full, person, whole).slice(0, rows.length)).toEqual(rows);
      }
    }
  });

  test('the order of rows and other persons change nobody', async () => {
    const all = lines(3);
    const recipe = csvRecipe(csv(all), settings('2024-03-04'));
    const panel = await panelOf(recipe);
    const shuffled = await panelOf(csvRecipe(csv(all.toReversed()), settings('2024-03-04')));
    expect(shuffled.columns).toEqual(panel.columns);
    expect(shuffled.persons).toEqual(panel.persons);
    const alone = all.filter(({ who }) => who === 'p7');
    const own = await panelOf(csvRecipe(csv(alone), settings('2024-03-04')));
    expect(rowsOf(own, 'p7', recipe)).toEqual(rowsOf(panel, 'p7', recipe));
  });

  test('a seeded sample is the same in any order of rows, and its persons have the same rows', async () => {
    const all = lines(4);
    const sampled = settings('2024-03-04', { personSample: 12 });
    const recipe = csvRecipe(csv(all), sampled);
    const panel = await panelOf(recipe);
    expect(panel.summary.sample).toMatchObject({ personCount: 12, of: 40 });
    expect(panel.persons).toHaveLength(12);
    const shuffled = await panelOf(csvRecipe(csv(all.toReversed()), sampled));
    expect(shuffled.persons).toEqual(panel.persons);
    const other = await panelOf({ ...csvRecipe(csv(all), sampled), seed: 2 });
    expect(other.persons).not.toEqual(panel.persons);
    const whole = await panelOf(csvRecipe(csv(all), settings('2024-03-04')));
    const [first = ''] = panel.persons;
    expect(rowsOf(whole, first, recipe)).toEqual(rowsOf(panel, first, recipe));
  });
});

// The panel by hand: periods, gaps, fill policies, every measure.
import { describe, expect, test } from 'vitest';
import { newPanelFeature } from '#shared/recipe/panel-features';
import type { PanelFeature } from '#shared/recipe/states-settings';
import { csvRecipe, panelOf, rowsOf, type StatesParts } from './states-fixture.ts';

const events = newPanelFeature('events');
const short = { minimumPeriods: 1 } as const;

function withFeatures(features: PanelFeature[], panel: object = {}): StatesParts {
  return { states: { panel: { ...short, ...panel }, features } };
}

async function cellsOf(text: string, parts: StatesParts, person = 'a') {
  const recipe = csvRecipe(text, parts);
  return rowsOf(await panelOf(recipe), person, recipe);
}

describe('periods', () => {
  // 2024-01-01 is a Monday.
  const text = 'who,at\na,2024-01-07\na,2024-01-08\na,2024-01-24\nb,2024-01-21\n';

  test('weeks begin on Monday, are dense, and end with the last complete one', async () => {
    const recipe = csvRecipe(text, withFeatures([events]));
    const panel = await panelOf(recipe);
    expect(rowsOf(panel, 'a', recipe)).toEqual([
      ['2024-01-01', 1, 1],
      ['2024-01-08', 1, 1],
      ['2024-01-15', 0, 0],
    ]);
    expect(rowsOf(panel, 'b', recipe)).toEqual([['2024-01-15', 1, 1]]);
    expect(panel.asOf).toBe('2024-01-25');
    expect(panel.warnings).toEqual([
      'The week of 2024-01-22 is not over at the as-of date 2024-01-25: its 1 events are not in the panel.',
    ]);
  });

  test('weeks from Sunday', async () => {
    expect(await cellsOf(text, withFeatures([events], { firstWeekday: 'sunday' }))).toEqual([
      ['2024-01-07', 2, 2],
      ['2024-01-14', 0, 0],
    ]);
  });

  test('months and days', async () => {
    const parts = { ...withFeatures([events], { period: 'month' }), asOf: { date: '2024-03-01' } };
    expect(await cellsOf(text, parts)).toEqual([
      ['2024-01-01', 3, 3],
      ['2024-02-01', 0, 0],
    ]);
    const days = { ...withFeatures([events], { period: 'day' }), asOf: { date: '2024-01-10' } };
    expect(await cellsOf(text, days)).toEqual([
      ['2024-01-07', 1, 1],
      ['2024-01-08', 1, 1],
      ['2024-01-09', 0, 0],
    ]);
  });

  test('weeks before 1970, and moments in another zone', async () => {
    const old = 'who,at\na,1969-12-28\na,1969-12-29\na,1970-01-05\n';
    const rows = await cellsOf(old, { ...withFeatures([events]), asOf: { date: '1970-01-12' } });
    expect(rows.map(([period]) => period)).toEqual(['1969-12-22', '1969-12-29', '1970-01-05']);
    const utc = 'who,at\na,2024-01-08T02:00:00Z\n';
    const zone = {
      ...withFeatures([events]),
      asOf: { date: '2024-01-15', timeZone: 'America/New_York' },
    };
    expect((await cellsOf(utc, zone))[0]).toEqual(['2024-01-01', 1, 1]);
  });

  test('a gap longer than the cutoff ends the sequence after the cutoff; who comes back is counted', async () => {
    const gap = 'who,at\na,2024-01-01\na,2024-01-22\na,2024-02-26\nb,2024-03-03\n';
    const recipe = csvRecipe(gap, withFeatures([events], { gapCutoff: 3 }));
    const panel = await panelOf(recipe);
    // Two weeks without an event are no end, four are.
    expect(rowsOf(panel, 'a', recipe).map(([period]) => period)).toEqual([
      '2024-01-01',
      '2024-01-08',
      '2024-01-15',
      '2024-01-22',
      '2024-01-29',
      '2024-02-05',
      '2024-02-12',
    ]);
    expect(panel.summary.gaps).toEqual({
      cutoff: 3,
      personCount: 1,
      returnedPersonCount: 1,
      returnedEventCount: 1,
    });
  });

  test('persons with few periods are left out and counted', async () => {
    const recipe = csvRecipe(text, {
      states: { features: [events] },
      asOf: { date: '2024-02-05' },
    });
    const panel = await panelOf(recipe);
    expect(panel.persons).toEqual(['a']);
    expect(panel.summary.leftOut).toEqual([{ reason: 'fewer than 4 weeks', personCount: 1 }]);
    expect(panel.summary).toMatchObject({ personsRead: 2, personCount: 1, rowCount: 5 });
  });
});

describe('fill policies', () => {
  const text = 'who,at,price\na,2024-01-01,4\na,2024-01-22,8\n';
  const price = { column: 'price', from: 'event' } as const;

  test.each([
    ['missing', [4, null, null, 8, null]],
    ['zero', [4, 0, 0, 8, 0]],
    ['carry-forward', [4, 4, 4, 8, 8]],
    ['increment', [4, 5, 6, 8, 9]],
  ] as const)('%s', async (fill, expected) => {
    const feature = { ...newPanelFeature('mean', price), fill };
    const parts = { ...withFeatures([feature]), asOf: { date: '2024-02-05' } };
    expect((await cellsOf(text, parts)).map((row) => row[2])).toEqual(expected);
  });

  test('a cell that is not known in a period with events stays missing', async () => {
    const unknown = 'who,at,price\na,2024-01-01,4\na,2024-01-08,\na,2024-01-22,8\n';
    const feature = { ...newPanelFeature('mean', price), fill: 'carry-forward' } as const;
    const parts = { ...withFeatures([feature]), asOf: { date: '2024-01-29' } };
    expect((await cellsOf(unknown, parts)).map((row) => row[2])).toEqual([4, null, 4, 8]);
  });
});

describe('measures', () => {
  // Fri evening, Sat noon, Mon morning; nothing; Thu evening.
  const text = `who,at,price,status,city,pays,app
a,2024-01-05 19:00:00,10,done,Rome,cash,ios
a,2024-01-06 12:00:00,20,cancelled,Rome,card,ios
a,2024-01-01 08:00:00,,done,Rome,cash,web
a,2024-01-18 23:00:00,40,done,Oslo,,ios
b,2024-01-01 08:00:00,1,done,Bern,cash,web
`;
  const of = (column: string) => ({ column, from: 'event' }) as const;

  test.each<[string, PanelFeature, (number | null)[]]>([
    ['events', newPanelFeature('events'), [3, 0, 1]],
    ['weekend events', newPanelFeature('weekend-events'), [2, 0, 0]],
    ['weekday events', newPanelFeature('weekday-events'), [1, 0, 1]],
    ['evening events', newPanelFeature('evening-events'), [1, 0, 1]],
    ['count of', newPanelFeature('count-of', of('status'), ['done']), [2, 0, 1]],
    ['weekend share', newPanelFeature('weekend-share'), [2 / 3, null, 0]],
    ['evening share', newPanelFeature('evening-share'), [1 / 3, null, 1]],
    ['any of', newPanelFeature('any-of', of('status'), ['cancelled']), [1, 0, 0]],
    ['share of', newPanelFeature('share-of', of('pays'), ['cash']), [2 / 3, null, null]],
    ['flag of', newPanelFeature('flag-of', of('app'), ['ios']), [1, 1, 1]],
    ['running mean', newPanelFeature('running-mean', of('price')), [15, 15, 70 / 3]],
    [
      'running gap',
      newPanelFeature('running-gap-days'),
      [(5 + 4 / 24) / 2, (5 + 4 / 24) / 2, (17 + 15 / 24) / 3],
    ],
    ['time on platform', newPanelFeature('time-on-platform'), [0, 1, 2]],
    ['since last event', newPanelFeature('periods-since-event'), [0, 1, 0]],
    ['ever several', newPanelFeature('ever-several', of('city')), [0, 0, 1]],
    ['sum', newPanelFeature('sum', of('price')), [30, 0, 40]],
    ['mean', newPanelFeature('mean', of('price')), [15, null, 40]],
  ])('%s', async (_name, feature, expected) => {
    const rows = await cellsOf(text, {
      ...withFeatures([feature]),
      asOf: { date: '2024-01-22' },
    });
    const found = rows.map((row) => row[2]);
    expected.forEach((value, row) => {
      if (value === null) expect(found[row]).toBeNull();
      else expect(found[row]).toBeCloseTo(value, 12);
    });
    expect(found).toHaveLength(3);
  });

  test('each has a definition, a unit and SQL of its own', async () => {
    const recipe = csvRecipe(text, withFeatures([events, newPanelFeature('sum', of('price'))]));
    const panel = await panelOf(recipe);
    expect(panel.featureSql[0]).not.toContain('extra_0');
    expect(panel.featureSql[1]).toContain('f0_total');
    expect(panel.summary.sql).toContain('f1_total');
  });

  test('events before the first that opens a sequence are not in the panel', async () => {
    const recipe = csvRecipe(text, {
      ...withFeatures([events, newPanelFeature('time-on-platform')], {
        startsWith: { column: of('status'), values: ['cancelled'] },
      }),
      asOf: { date: '2024-01-22' },
    });
    const panel = await panelOf(recipe);
    expect(rowsOf(panel, 'a', recipe)[0]).toEqual(['2024-01-01', 1, 1, 0]);
    expect(panel.summary.leftOut).toEqual([
      { reason: 'no event that opens a sequence', personCount: 1 },
    ]);
    expect(panel.summary.eventsBeforeStart).toBe(3);
  });
});

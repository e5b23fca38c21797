// What every measure counts, by examples worked out by hand.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { computeFeatures } from '#engine/features/compute-features';
import { silentContext } from '#engine/jobs/job-context';
import { ingested, recipeOf, temporaryFolder, type RecipeParts } from '../ingest/ingest-fixture.ts';

const events = `who,at,hit,visit,basket,paid
a,2020-01-01 10:00:00,1,v1,o1,5.10
a,2020-01-01 10:30:00,0,v1,o1,4.90
a,2020-01-01 11:00:01,,v2,o2,-1
a,2020-01-03 23:59:00,1,v3,,
b,2020-01-02 12:00:00,0,v4,o4,7
b,2020-01-02 12:00:00,0,v4,o4,7
c,2020-01-04 00:00:00,,v5,o5,0.1
`;

const mapping: RecipeParts['mapping'] = {
  person: { column: 'who' },
  time: { column: 'at', format: 'iso' },
  click: { column: 'hit' },
  session: { column: 'visit' },
  order: { column: 'basket' },
  amount: { column: 'paid' },
};

async function computed(parts: Partial<RecipeParts>, asOf?: string, text = events) {
  const file = join(temporaryFolder(), 'events.csv');
  writeFileSync(file, text);
  const source = { kind: 'delimited', file, options: {} } as const;
  const quality = { robots: { treatment: 'keep' } } as const;
  const recipe = recipeOf({ source, mapping, quality, ...parts });
  return computeFeatures(await ingested(recipe), recipe, silentContext(), asOf);
}

const minutes = (count: number): number => count / 1440;

describe('recency', () => {
  test('from the last event to the day after the last of all', async () => {
    const { asOf, persons, recency } = await computed({});
    expect(asOf).toBe('2020-01-05');
    expect(persons).toEqual(['a', 'b', 'c']);
    expect([...recency]).toEqual([1 + minutes(1), 2.5, 1]);
  });

  test('from the last click; whoever has none gets the length of the data', async () => {
    const { recency } = await computed({ features: { recency: { qualifying: 'click' } } });
    const length = 3 + 14 / 24;
    expect([...recency].map((days) => days.toFixed(9))).toEqual(
      [1 + minutes(1), length, length].map((days) => days.toFixed(9)),
    );
  });

  test('at a chosen date: what lies on or after it does not count, and later persons are absent', async () => {
    const { persons, recency, frequency, dropped } = await computed({
      asOf: { date: '2020-01-03' },
    });
    expect(persons).toEqual(['a', 'b']);
    expect([...frequency]).toEqual([3, 2]);
    expect(recency[1]).toBe(0.5);
    expect(dropped).toMatchObject({ laterEventCount: 2, laterPersonCount: 1 });
  });

  test('nobody before the date', async () => {
    await expect(computed({ asOf: { date: '2019-01-01' } })).rejects.toMatchObject({
      code: 'data.too-few-persons',
    });
  });
});

describe('frequency', () => {
  test.each([
    ['clicks', [2, 0, 0]],
    ['events', [4, 2, 1]],
    ['active-days', [2, 1, 1]],
    ['orders', [2, 1, 1]],
  ] as const)('%s', async (measure, expected) => {
    const { frequency } = await computed({ features: { frequency: { measure } } });
    expect([...frequency]).toEqual(expected);
  });
});

describe('engagement', () => {
  test.each([
    ['sessions', 30, [3, 1, 1]],
    ['sessions', 31, [2, 1, 1]],
    ['sessions', 29.5, [4, 1, 1]],
    ['session-ids', 30, [3, 1, 1]],
    ['events', 30, [4, 2, 1]],
    ['active-days', 30, [2, 1, 1]],
    ['amount', 30, [9, 14, 0.1]],
  ] as const)('%s, gap of %d minutes', async (measure, gapMinutes, expected) => {
    const { engagement } = await computed({ features: { engagement: { measure, gapMinutes } } });
    expect([...engagement]).toEqual(expected);
  });
});

describe('choices of the quality page', () => {
  test('duplicates dropped, negative amounts dropped', async () => {
    const { frequency, engagement } = await computed({
      features: { engagement: { measure: 'amount' } },
      quality: { duplicates: 'drop', negativeAmounts: 'drop', robots: { treatment: 'keep' } },
    });
    expect([...frequency]).toEqual([3, 1, 1]);
    expect([...engagement]).toEqual([10, 7, 0.1]);
  });

  const crowd = Array.from({ length: 20 }, (_, person) => `p${person + 10},2020-01-01,,,,2`);
  const robot = Array.from(
    { length: 50 },
    (_, second) => `robot,2020-01-02 00:00:${10 + (second % 50)},1,,,3`,
  );
  const text = `who,at,hit,visit,basket,paid\n${[...crowd, ...robot].join('\n')}\n`;
  const withRobots = (treatment: 'keep' | 'cap' | 'leave-out') =>
    computed(
      {
        features: { engagement: { measure: 'amount' } },
        quality: { robots: { treatment, percentile: 95 } },
      },
      undefined,
      text,
    );

  test('robots kept, capped at the largest of the others, left out', async () => {
    const kept = await withRobots('keep');
    expect([kept.frequency.at(-1), kept.engagement.at(-1)]).toEqual([50, 150]);
    const capped = await withRobots('cap');
    expect(capped.persons.at(-1)).toBe('robot');
    expect([capped.frequency.at(-1), capped.engagement.at(-1)]).toEqual([1, 2]);
    expect(capped.recency.at(-1)).toBe(kept.recency.at(-1));
    const without = await withRobots('leave-out');
    expect(without.persons).not.toContain('robot');
    expect(without.persons).toHaveLength(20);
    expect(without.dropped.robotCount).toBe(1);
  });

  test('whoever has as many events as the threshold is no robot', async () => {
    const ties = ['x', 'y', 'z'].flatMap((who) =>
      Array.from({ length: 5 }, () => `${who},2020-01-01,,,,`),
    );
    const { persons } = await computed(
      { quality: { robots: { treatment: 'leave-out', percentile: 90 } } },
      undefined,
      `who,at,hit,visit,basket,paid\n${ties.join('\n')}\n`,
    );
    expect(persons).toEqual(['x', 'y', 'z']);
  });
});

describe('time zones', () => {
  test('points in time follow the zone, clock times as written do not', async () => {
    const zoned = 'who,at\na,2020-06-30T22:30:00Z\na,2020-06-30T21:30:00Z\n';
    const only = { person: { column: 'who' }, time: { column: 'at', format: 'iso' as const } };
    const asOf = { timeZone: 'Europe/Berlin' };
    const features = { frequency: { measure: 'active-days' } } as const;
    const points = await computed({ mapping: only, asOf, features }, undefined, zoned);
    expect(points.asOf).toBe('2020-07-02');
    expect([...points.frequency]).toEqual([2]);
    const written = zoned.replaceAll('Z', '');
    const clock = await computed({ mapping: only, asOf, features }, undefined, written);
    expect(clock.asOf).toBe('2020-07-01');
    expect([...clock.frequency]).toEqual([1]);
  });

  test('a zone that nobody knows', async () => {
    await expect(computed({ asOf: { timeZone: 'Mars/Olympus' } })).rejects.toMatchObject({
      code: 'recipe.invalid',
    });
  });
});

test('a second call at an earlier date leaves the tables as they are', async () => {
  const earlier = await computed({}, '2020-01-02');
  expect(earlier.persons).toEqual(['a']);
  expect(earlier.asOf).toBe('2020-01-02');
});

test('a measure without its column is refused, naming both', async () => {
  const only = { person: { column: 'who' }, time: { column: 'at', format: 'iso' as const } };
  await expect(
    computed({ mapping: only, features: { frequency: { measure: 'orders' } } }),
  ).rejects.toMatchObject({
    code: 'mapping.incomplete',
    details: { feature: 'frequency', role: 'order' },
  });
});

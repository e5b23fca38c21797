// The pause before every event is computed once and kept, and asked only where all events count.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { computeFeatures } from '#engine/features/compute-features';
import type { IngestedTables } from '#engine/ingest/ingested-tables';
import { silentContext } from '#engine/jobs/job-context';
import { openWorkingStore } from '#engine/store/working-store';
import { ingested, recipeOf, temporaryFolder, type RecipeParts } from '../ingest/ingest-fixture.ts';

/** Not in the order of time; one row twice, one with a negative amount between two others. */
const events = `who,at,paid
b,2020-01-02 12:00:00,7
a,2020-01-01 11:00:01,1
a,2020-01-01 10:00:00,5
a,2020-01-01 10:31:00,-4
b,2020-01-02 12:00:00,7
`;

function recipeWith(parts: Partial<RecipeParts> = {}) {
  const file = join(temporaryFolder(), 'events.csv');
  writeFileSync(file, events);
  return recipeOf({
    source: { kind: 'delimited', file, options: {} },
    mapping: {
      person: { column: 'who' },
      time: { column: 'at', format: 'iso' },
      amount: { column: 'paid' },
    },
    features: { engagement: { measure: 'sessions' } },
    quality: { robots: { treatment: 'keep' } },
    ...parts,
  });
}

async function columnsOf({ duckDb }: IngestedTables): Promise<unknown[]> {
  const rows = await duckDb.rows('DESCRIBE event');
  return rows.map(([name]) => name);
}

test('a text file gets them with the first question for sessions, and they stay in the store', async () => {
  const recipe = recipeWith();
  const store = openWorkingStore(join(temporaryFolder(), 'store'));
  const tables = await ingested(recipe, { store });
  expect(await columnsOf(tables)).not.toContain('pause');
  const first = await computeFeatures(tables, recipe, silentContext());
  expect([...first.engagement]).toEqual([2, 1]);
  tables.close();
  const again = await ingested(recipe, { store });
  expect(await columnsOf(again)).toContain('pause');
  const pauses = await again.duckDb.rows(
    'SELECT person, pause // 1000000 FROM event ORDER BY person, occurred_at, pause NULLS FIRST',
  );
  expect(pauses).toEqual([
    ['a', null],
    ['a', 1860n],
    ['a', 1741n],
    ['b', null],
    ['b', 0n],
  ]);
  expect(await computeFeatures(again, recipe, silentContext())).toEqual(first);
  expect(first.sql).not.toContain('lag(');
});

test.each([
  ['negative amounts', { negativeAmounts: 'drop' }, [2, 2]],
  ['negative amounts and repeated rows', { negativeAmounts: 'drop', duplicates: 'drop' }, [2, 1]],
  ['repeated rows', { duplicates: 'drop' }, [3, 1]],
] as const)(
  '%s that are left out change the pauses of those that stay',
  async (_what, choices, kept) => {
    const recipe = recipeWith({
      features: { frequency: { measure: 'events' }, engagement: { measure: 'sessions' } },
      quality: { robots: { treatment: 'keep' }, ...choices },
    });
    const tables = await ingested(recipe);
    const fresh = await computeFeatures(tables, recipe, silentContext());
    expect([...fresh.frequency]).toEqual(kept);
    expect([...fresh.engagement]).toEqual([2, 1]);
    expect(fresh.sql).toContain('lag(');
    // Whoever asks for all events leaves the column behind: it makes no difference.
    await computeFeatures(tables, { ...recipe, quality: recipeWith().quality }, silentContext());
    expect(await columnsOf(tables)).toContain('pause');
    expect(await computeFeatures(tables, recipe, silentContext())).toEqual(fresh);
  },
);

test('cancelled while they are computed: the table is as it was', async () => {
  const recipe = recipeWith();
  const tables = await ingested(recipe);
  const context = silentContext();
  Atomics.store(context.cancelFlag, 0, 1);
  await expect(computeFeatures(tables, recipe, context)).rejects.toMatchObject({
    code: 'job.cancelled',
  });
  expect(await columnsOf(tables)).not.toContain('pause');
  const { engagement } = await computeFeatures(tables, recipe, silentContext());
  expect([...engagement]).toEqual([2, 1]);
});

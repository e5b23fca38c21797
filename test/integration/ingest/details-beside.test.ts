// `event` is made while details are still read: what comes to light among them, or ends the reading,
// must find its way all the same.
import Database from 'better-sqlite3';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { computeFeatures } from '#engine/features/compute-features';
import { silentContext, type JobContext } from '#engine/jobs/job-context';
import { openWorkingStore } from '#engine/store/working-store';
import { ingested, recipeOf, temporaryFolder } from './ingest-fixture.ts';

const rows = (count: number): string =>
  `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${count}) SELECT`;

/** Events of two persons, and `detailCount` details with a click each. */
function recipeWith(detailCount: number, more = ''): ReturnType<typeof recipeOf> {
  const file = join(temporaryFolder(), 'source.sqlite');
  const database = new Database(file);
  database.exec(`CREATE TABLE e (id INTEGER, who INTEGER, day TEXT); CREATE TABLE d (e, hit INTEGER);
    INSERT INTO e ${rows(2000)} i, i % 2, '2020-01-01 10:00:0' || (i % 10) FROM n;
    INSERT INTO d ${rows(detailCount)} 1 + i % 2000, 1 FROM n; ${more}`);
  database.close();
  return recipeOf({
    source: {
      kind: 'sqlite',
      file,
      from: { table: 'e' },
      detail: { table: 'd', key: 'e', eventKey: 'id' },
    },
    mapping: {
      person: { column: 'who' },
      time: { column: 'day', format: 'iso' },
      click: { column: 'hit', from: 'detail' },
    },
    features: { frequency: { measure: 'clicks' } },
    quality: { robots: { treatment: 'keep' } },
  });
}

test('a key of the details that is text, far behind the sample: all is read again', async () => {
  const recipe = recipeWith(
    4000,
    `INSERT INTO d VALUES ('x', 1); INSERT INTO d ${rows(4000)} 7, 1 FROM n`,
  );
  const tables = await ingested(recipe);
  expect(tables.summary.detail).toEqual({ rowCount: 8001, unmatchedCount: 1 });
  const { persons, frequency } = await computeFeatures(tables, recipe, silentContext());
  expect(persons).toEqual(['0', '1']);
  expect([...frequency]).toEqual([2000, 6000]);
});

test('no event that can be used: said, though the details are sound', async () => {
  const recipe = recipeWith(10, `UPDATE e SET day = 'some day'`);
  await expect(ingested(recipe)).rejects.toMatchObject({
    code: 'data.all-missing',
    message: expect.stringContaining('2,000 rows') as unknown,
  });
});

test('cancelled while details are read: it stops, and goes on later', async () => {
  const recipe = recipeWith(600_000);
  const store = openWorkingStore(join(temporaryFolder(), 'store'));
  const abort = new AbortController();
  const cancelFlag = new Int32Array(new SharedArrayBuffer(4));
  const context: JobContext = {
    ...silentContext(),
    signal: abort.signal,
    cancelFlag,
    progress: (stage, fraction) => {
      // The events are less than a hundredth of all rows, and committed by themselves.
      if (stage !== 'Reading rows' || fraction === null || fraction === 0) return;
      Atomics.store(cancelFlag, 0, 1);
      abort.abort();
    },
  };
  await expect(ingested(recipe, { store, context })).rejects.toMatchObject({
    code: 'job.cancelled',
  });
  const tables = await ingested(recipe, { store });
  expect(tables.summary).toMatchObject({ rowsKept: 2000, personCount: 2 });
  const { frequency } = await computeFeatures(tables, recipe, silentContext());
  expect([...frequency]).toEqual([300_000, 300_000]);
});

// From sources of every kind to events: what is kept, what is left out and why.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, onTestFinished, test } from 'vitest';
import { computeFeatures } from '#engine/features/compute-features';
import { ingest } from '#engine/ingest/ingest';
import { silentContext } from '#engine/jobs/job-context';
import { openWorkingStore } from '#engine/store/working-store';
import { ingested, recipeOf, temporaryFolder, type RecipeParts } from './ingest-fixture.ts';
import { csvRecipe, plain, sqliteRecipe } from './small-sources.ts';

async function personsOf(recipe: ReturnType<typeof recipeOf>): Promise<readonly string[]> {
  return (await computeFeatures(await ingested(recipe), recipe, silentContext())).persons;
}

describe('persons', () => {
  test('NA is a person, blank is none, zeros in front stay', async () => {
    const recipe = csvRecipe(
      'who,day\nNA,2020-01-01\n007,2020-01-02\n7,2020-01-02\n"  ",2020-01-03\n,2020-01-04\n',
    );
    const { summary } = await ingested(recipe);
    expect(summary).toMatchObject({ rowsRead: 5, rowsKept: 3, personType: 'text' });
    expect(summary.dropped).toEqual([
      { reason: 'No person', count: 2, examples: ['row 4', 'row 5'] },
    ]);
    expect(await personsOf(recipe)).toEqual(['007', '7', 'NA']);
  });

  test('integers are ordered as numbers', async () => {
    const recipe = csvRecipe('who,day\n10,2020-01-01\n9,2020-01-02\n-1,2020-01-02\n');
    expect(await personsOf(recipe)).toEqual(['-1', '9', '10']);
  });

  test.each([
    [['-3', '0', '7']],
    [['-999999999999999999', '-2147483649', '-1', '2147483648', '999999999999999999']],
  ])('integers close together and far apart: %j', async (persons) => {
    const rows = [...persons, ...persons].toReversed().map((person) => `${person},2020-01-01`);
    const recipe = csvRecipe(`who,day\n${rows.join('\n')}\n`);
    const { summary } = await ingested(recipe);
    expect(summary).toMatchObject({ personType: 'integer', personCount: persons.length });
    expect(await personsOf(recipe)).toEqual(persons);
  });

  test('one that is no integer, far behind the sample, makes all of them text', async () => {
    const rows = Array.from({ length: 30_000 }, (_, row) => `${row % 50},2020-01-01`);
    rows[20_000] = '0012,2020-01-01';
    const recipe = csvRecipe(`who,day\n${rows.join('\n')}\n`);
    const { summary } = await ingested(recipe);
    expect(summary).toMatchObject({ personType: 'text', personCount: 51, rowsKept: 30_000 });
    expect(await personsOf(recipe)).toContain('0012');
  });

  test('SQLite: integers and texts in one column, and integers beyond a double', async () => {
    const recipe = sqliteRecipe(`CREATE TABLE e (who, day TEXT);
      CREATE TABLE many AS WITH RECURSIVE n(value) AS
        (SELECT 1 UNION ALL SELECT value + 1 FROM n WHERE value < 5000) SELECT value FROM n;
      INSERT INTO e SELECT value % 40, '2020-01-01' FROM many;
      INSERT INTO e VALUES (9007199254740993, '2020-01-01');
      INSERT INTO e SELECT value % 40, '2020-01-01' FROM many;
      INSERT INTO e VALUES ('NA', '2020-01-02'), (NULL, '2020-01-02'), ('', '2020-01-02')`);
    const { summary } = await ingested(recipe);
    expect(summary).toMatchObject({ personType: 'text', personCount: 42, rowsKept: 10_002 });
    expect(summary.dropped).toMatchObject([{ reason: 'No person', count: 2 }]);
    expect(await personsOf(recipe)).toEqual(
      expect.arrayContaining(['9007199254740993', 'NA', '7']),
    );
  });
});

describe('times and amounts', () => {
  const text =
    'who,day,paid\na,2020-01-01,5\na,2020-13-45,5\nb,,5\nb,2020-01-02,Infinity\nb,2020-01-03,five\nc,2020-01-04,\n';
  const mapping: RecipeParts['mapping'] = { ...plain.mapping, amount: { column: 'paid' } };

  test('what cannot be read is left out, counted, and named by row', async () => {
    const { summary } = await ingested(csvRecipe(text, { mapping }));
    expect(summary).toMatchObject({ rowsRead: 6, rowsKept: 2, unreadableTimeCount: 1 });
    expect(summary.dropped).toEqual([
      { reason: 'No time', count: 1, examples: ['row 3'] },
      { reason: 'Time cannot be read', count: 1, examples: ['row 2: 2020-13-45'] },
      {
        reason: 'Amount cannot be read, or is infinite or beyond 1e18',
        count: 2,
        examples: ['row 4: Infinity', 'row 5: five'],
      },
    ]);
  });

  test('the same rows in SQLite give the same reasons', async () => {
    const recipe = sqliteRecipe(
      `CREATE TABLE e (who, day, paid); INSERT INTO e VALUES
        ('a', '2020-01-01', 5), ('a', '2020-13-45', 5), ('b', NULL, 5),
        ('b', '2020-01-02', 9e999), ('b', '2020-01-03', 'five'), ('c', '2020-01-04', NULL)`,
      { mapping },
    );
    const { summary } = await ingested(recipe);
    expect(summary).toMatchObject({ rowsRead: 6, rowsKept: 2, unreadableTimeCount: 1 });
    expect(summary.dropped.map(({ reason, count }) => [reason, count])).toEqual([
      ['No time', 1],
      ['Time cannot be read', 1],
      ['Amount cannot be read, or is infinite or beyond 1e18', 2],
    ]);
    expect(summary.dropped[1]?.examples).toEqual(['row 2: 2020-13-45']);
    expect(summary.dropped[2]?.examples).toEqual(['row 4: Infinity', 'row 5: five']);
  });

  test('a recipe that would rather stop is told where', async () => {
    const recipe = csvRecipe(text, { mapping, quality: { unreadableTimes: 'stop' } });
    const tables = await ingested(recipe);
    await expect(computeFeatures(tables, recipe, silentContext())).rejects.toMatchObject({
      code: 'time.unparsable',
      message: expect.stringContaining('row 2: 2020-13-45') as string,
    });
  });

  test('no row that can be used: the error says what was wrong with them', async () => {
    await expect(ingested(csvRecipe('who,day\na,someday\nb,never\n'))).rejects.toMatchObject({
      code: 'data.all-missing',
      message: expect.stringContaining(
        'Time cannot be read: 2 rows, such as row 1: someday',
      ) as string,
    });
  });

  test('unusual ways of writing a time come out alike from SQLite and from text', async () => {
    const days = [
      '2020-01-02 03:04:05',
      '2020-01-02T03:04:05.25',
      '2020-01-02 03:04',
      '2020-02-29',
    ];
    days.push('2020-02-30', '2020-01-02 03:04:05+02:00', '2020-01-02 24:00:00', ' 2020-01-02');
    const { duckDb } = await ingested(
      csvRecipe(`who,day\n${days.map((day) => `a,${day}`).join('\n')}\n`),
    );
    const values = days.map((day) => `('a', '${day}')`).join(', ');
    const sqlite = await ingested(
      sqliteRecipe(`CREATE TABLE e (who, day); INSERT INTO e VALUES ${values}`),
    );
    const sql = 'SELECT CAST(occurred_at AS VARCHAR) FROM event ORDER BY occurred_at';
    const moments = await duckDb.rows(sql);
    expect(moments.length).toBeGreaterThan(4);
    expect(await sqlite.duckDb.rows(sql)).toEqual(moments);
  });
});

test('a packed file that was cut off is named', async () => {
  const file = join(temporaryFolder(), 'events.csv.gz');
  const lines = Array.from({ length: 50_000 }, (_, row) => `p${(row * 7919) % 10_007},2020-01-01`);
  const packed = gzipSync(`who,day\n${lines.join('\n')}\n`);
  writeFileSync(file, packed.subarray(0, packed.length - 20_000));
  const recipe = recipeOf({ source: { kind: 'delimited', file, options: {} }, ...plain });
  await expect(ingested(recipe)).rejects.toMatchObject({
    code: 'file.damaged',
    message: expect.stringContaining('events.csv.gz') as string,
  });
});

test('kinds that do not count are left out', async () => {
  const recipe = csvRecipe(
    'who,day,kind\na,2020-01-01,view\na,2020-01-02,buy\nb,2020-01-03,\nb,2020-01-04,buy\n',
    { mapping: { ...plain.mapping, kind: { column: 'kind', qualifying: ['buy'] } } },
  );
  const { summary } = await ingested(recipe);
  expect(summary).toMatchObject({ rowsRead: 4, rowsKept: 2 });
  expect(summary.dropped).toMatchObject([{ count: 2, examples: ['row 1: view', 'row 3'] }]);
});

test('what was ingested is found again, whatever the file is called; another mapping is not', async () => {
  const recipe = sqliteRecipe("CREATE TABLE e (who, day); INSERT INTO e VALUES (1, '2020-01-01')");
  const store = openWorkingStore(join(temporaryFolder(), 'store'));
  (await ingested(recipe, { store })).close();
  const nobodyReads = { threadCount: 1, readerThreadUrl: new URL('file:///nowhere.ts') };
  const { source, mapping } = recipe;
  const again = await ingest(source, mapping, store, silentContext(), nobodyReads);
  onTestFinished(() => again.close());
  expect(again.summary.rowsKept).toBe(1);
  const other = { ...mapping, person: { column: 'day', from: 'event' as const } };
  await expect(ingest(source, other, store, silentContext(), nobodyReads)).rejects.toThrow();
});

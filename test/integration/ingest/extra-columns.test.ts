// Further columns that settings refer to: as numbers or text, from every kind of source.
import Database from 'better-sqlite3';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { openDuckDb } from '#engine/duckdb/open-duckdb';
import { ingested, recipeOf, temporaryFolder, type RecipeParts } from './ingest-fixture.ts';

const mapping: RecipeParts['mapping'] = {
  person: { column: 'who' },
  time: { column: 'day', format: 'iso' },
  extra: [{ column: 'city' }, { column: 'distance' }, { column: 'Code' }],
};

const csv = `who,day,city,distance,code
1,2020-01-01,Berlin,2.5,007
1,2020-01-02,,3,008
2,2020-01-03,"Rome, old",,009
`;

async function rowsOf(parts: RecipeParts) {
  const recipe = recipeOf({ quality: { robots: { treatment: 'keep' } }, ...parts });
  const tables = await ingested(recipe);
  const rows = await tables.duckDb.rows(
    'SELECT extra_0, extra_1, extra_2 FROM event ORDER BY person, occurred_at',
  );
  return { rows, columns: tables.summary.columns.filter(({ role }) => role === 'extra') };
}

const expected = [
  ['Berlin', 2.5, '007'],
  [null, 3, '008'],
  ['Rome, old', null, '009'],
];

describe('further columns', () => {
  test('of a text file: numbers where every sampled cell is one, 007 stays text', async () => {
    const file = join(temporaryFolder(), 'events.csv');
    writeFileSync(file, csv);
    const { rows, columns } = await rowsOf({ source: { kind: 'delimited', file }, mapping });
    expect(rows).toEqual(expected);
    expect(columns).toMatchObject([
      { name: 'city', eventColumn: 'extra_0', type: 'text', missingCount: 1 },
      { name: 'distance', eventColumn: 'extra_1', type: 'number', missingCount: 1 },
      { name: 'code', eventColumn: 'extra_2', type: 'text', missingCount: 0 },
    ]);
  });

  test('of a table of SQLite and of a SELECT with parameters', async () => {
    const file = join(temporaryFolder(), 'events.sqlite');
    const database = new Database(file);
    database.exec(`CREATE TABLE e (who INTEGER, day TEXT, city TEXT, distance REAL, code TEXT);
      INSERT INTO e VALUES (1, '2020-01-01', 'Berlin', 2.5, '007'), (1, '2020-01-02', NULL, 3, '008'),
        (2, '2020-01-03', 'Rome, old', NULL, '009')`);
    database.close();
    const table = await rowsOf({ source: { kind: 'sqlite', file, from: { table: 'e' } }, mapping });
    expect(table.rows).toEqual(expected);
    expect(table.columns).toMatchObject([
      { type: 'text', missingCount: 1 },
      { type: 'number', missingCount: 1 },
      { type: 'text', missingCount: 0 },
    ]);
    const sql = 'SELECT * FROM e WHERE who <= :most';
    const query = await rowsOf({
      source: { kind: 'sqlite', file, from: { sql, parameters: { most: 1 } } },
      mapping,
    });
    expect(query.rows).toEqual(expected.slice(0, 2));
  });

  test('of a Parquet file, whose own types count', async () => {
    const file = join(temporaryFolder(), 'events.parquet');
    const duckDb = await openDuckDb(':memory:', { threadCount: 1 });
    await duckDb.run(`COPY (SELECT * FROM (VALUES
      (1, DATE '2020-01-01', 'Berlin', 2.5, '007'), (1, DATE '2020-01-02', NULL, 3, '008'),
      (2, DATE '2020-01-03', 'Rome, old', NULL, '009')) t(who, day, city, distance, code))
      TO '${file}' (FORMAT parquet)`);
    duckDb.close();
    const { rows } = await rowsOf({
      source: { kind: 'parquet', file },
      mapping: { ...mapping, time: { column: 'day', format: 'native' } },
    });
    expect(rows).toEqual(expected);
  });

  test('by hand a column is text or number; cells that are no number are counted', async () => {
    const file = join(temporaryFolder(), 'events.csv');
    writeFileSync(file, csv);
    const { rows, columns } = await rowsOf({
      source: { kind: 'delimited', file },
      mapping: { ...mapping, types: { city: 'number', distance: 'text' } },
    });
    expect(rows[0]).toEqual([null, '2.5', '007']);
    expect(columns[0]).toMatchObject({ type: 'number', missingCount: 3, unreadableCount: 2 });
  });

  test('far behind the sample a cell that is no number counts as missing, in SQLite too', async () => {
    const file = join(temporaryFolder(), 'events.sqlite');
    const database = new Database(file);
    database.exec(`CREATE TABLE e AS WITH RECURSIVE n(value) AS
        (SELECT 1 UNION ALL SELECT value + 1 FROM n WHERE value < 30000)
      SELECT value % 50 AS who, '2020-01-01' AS day, 'x' AS city,
        CASE WHEN value = 20000 THEN 'far' ELSE value END AS distance, 'a' AS code FROM n`);
    database.close();
    const { columns } = await rowsOf({
      source: { kind: 'sqlite', file, from: { table: 'e' } },
      mapping,
    });
    expect(columns[1]).toMatchObject({ type: 'number', missingCount: 1, unreadableCount: 1 });
  });

  test('a column that is not there, and one of the details, are refused by name', async () => {
    const file = join(temporaryFolder(), 'events.csv');
    writeFileSync(file, csv);
    const source = { kind: 'delimited', file } as const;
    await expect(
      rowsOf({ source, mapping: { ...mapping, extra: [{ column: 'town' }] } }),
    ).rejects.toMatchObject({ code: 'column.missing', message: 'There is no column town.' });
    await expect(
      rowsOf({ source, mapping: { ...mapping, extra: [{ column: 'city', from: 'detail' }] } }),
    ).rejects.toMatchObject({ code: 'mapping.incomplete' });
  });
});

// Row ids that lie further apart than a double counts, as hashes and time-ordered ids do: every row is read.
import Database from 'better-sqlite3';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ingested, recipeOf, temporaryFolder } from './ingest-fixture.ts';

const lowest = -(2n ** 63n);
const highest = 2n ** 63n - 1n;

test.each([
  ['up to the highest there is', [1n, 2n, highest - 1n, highest]],
  ['from the lowest there is', [lowest, lowest + 1n, 0n, 5n]],
  ['from the lowest to the highest', [lowest, -7n, 7n, highest]],
  ['a little beyond a power of two', [1n, 2n ** 60n - 1n, 2n ** 60n, 2n ** 60n + 3n]],
  ['further apart than 2^53, within a double', [-(2n ** 53n) + 1n, 0n, 2n ** 53n - 1n]],
])('%s', async (_, rowIds) => {
  const file = join(temporaryFolder(), 'far.sqlite');
  const database = new Database(file);
  database.exec('CREATE TABLE t (k INTEGER PRIMARY KEY, id TEXT, day TEXT)');
  const insert = database.prepare('INSERT INTO t VALUES (?, ?, ?)');
  for (const rowId of rowIds) insert.run(rowId, `p${rowId}`, '2024-01-15');
  database.close();
  const mapping = { person: { column: 'id' }, time: { column: 'day', format: 'iso' } } as const;
  const source = { kind: 'sqlite', file, from: { table: 't' } } as const;
  const { duckDb } = await ingested(recipeOf({ source, mapping }));
  const persons = await duckDb.rows('SELECT person FROM event');
  expect(persons.map(([person]) => person).sort()).toEqual(
    rowIds.map((rowId) => `p${rowId}`).sort(),
  );
});

// Words for "nothing" are missing cells of an amount, a time, a click, in text files and in SQLite; in
// a column of keys they are names.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import type { IngestSummary } from '#engine/ingest/ingest-summary';
import { ingested, recipeOf, temporaryFolder, type RecipeParts } from './ingest-fixture.ts';

const columns = ['customer', 'day', 'price', 'clicked'];
const rows = [
  ['NA', '2024-01-01', '10.5', 'yes'],
  ['b', '2024-01-02', 'NA', 'no'],
  ['c', '2024-01-03', '-', 'n/a'],
  ['d', '2024-01-04', 'NaN', 'null'],
  ['e', 'NULL', '3', 'yes'],
  ['f', '2024-01-06', 'ten', 'perhaps'],
  ['g', 'soon', '4', ''],
  ['h', '2024-01-08', ' #N/A ', '-'],
];

const mapping: RecipeParts['mapping'] = {
  person: { column: 'customer' },
  time: { column: 'day', format: 'iso' },
  amount: { column: 'price' },
  click: { column: 'clicked' },
};

function csv(): RecipeParts['source'] {
  const file = join(temporaryFolder(), 'words.csv');
  writeFileSync(file, [columns, ...rows].map((cells) => `${cells.join(',')}\n`).join(''));
  return { kind: 'delimited', file, options: {} };
}

function sqlite(): RecipeParts['source'] {
  const file = join(temporaryFolder(), 'words.sqlite');
  const database = new Database(file);
  database.exec(`CREATE TABLE sale (${columns.map((name) => `${name} TEXT`).join(', ')})`);
  const insert = database.prepare('INSERT INTO sale VALUES (?, ?, ?, ?)');
  for (const cells of rows) insert.run(cells);
  database.close();
  return { kind: 'sqlite', file, from: { table: 'sale' } };
}

/** How many rows were left out for which reason. */
function leftOut({ dropped }: IngestSummary) {
  return Object.fromEntries(dropped.map(({ reason, count }) => [reason.replace(/,.*/, ''), count]));
}

test.each([
  ['text', csv],
  ['SQLite', sqlite],
])('%s', async (_kind, source) => {
  const { summary, duckDb } = await ingested(recipeOf({ source: source(), mapping }));
  expect(leftOut(summary)).toEqual({
    'No time': 1,
    'Time cannot be read': 1,
    'Amount cannot be read': 1,
  });
  expect(summary.unreadableClickCount).toBe(1);
  const missing = Object.fromEntries(summary.columns.map((of) => [of.name, of.missingCount]));
  expect(missing).toMatchObject({ customer: 0, price: 4 });
  const found = await duckDb.rows('SELECT person, amount FROM event ORDER BY person');
  expect(found).toEqual([
    ['NA', 10.5],
    ['b', null],
    ['c', null],
    ['d', null],
    ['h', null],
  ]);
});

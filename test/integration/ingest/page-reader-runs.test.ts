// Details put together while they are read, and the bits of the keys that they are looked up in.
import { expect, test } from 'vitest';
import {
  addKey,
  createKeys,
  hasKey,
  KeyBeyond,
} from '../../../src/engine/sources/sqlite/page-reader-keys.ts';
import type { TableScan } from '../../../src/engine/sources/sqlite/page-reader-plan.ts';
import { newDatabase, ordinary } from './page-tables.ts';
import { readTable, rowsOf, type Value } from './read-batches.ts';

test('details as runs: rows, clicks, and nothing where nothing was observed', () => {
  const database = newDatabase();
  database.exec('CREATE TABLE t (k INTEGER, c)');
  const rows: [number | null, Value][] = [
    [1, null],
    [1, 1],
    [1, 0],
    [2, null],
    [2, null],
    [1, 1],
    [null, 1],
    [3, 'yes'],
    [3, 'perhaps'],
    [4, 0],
  ];
  for (const row of rows) database.prepare('INSERT INTO t VALUES (?, ?)').run(...row);
  const scan: TableScan = {
    kind: 'table',
    table: 't',
    shape: 'runs',
    columns: [
      { name: 'k', transport: 'integer' },
      { name: 'c', transport: 'flag' },
    ],
  };
  const batches = readTable(database, scan, [ordinary]);
  expect(rowsOf(batches)).toEqual([
    [1n, 3n, 1n],
    [2n, 2n, null],
    [1n, 1n, 1n],
    [null, 1n, 1n],
    [3n, 2n, 1n],
    [4n, 1n, 0n],
  ]);
  const counts = { sourceRowCount: 10, observedCount: 6, unreadableCount: 1 };
  expect(batches[0]).toMatchObject(counts);
  const keys = createKeys();
  for (const key of [1, 2, 4]) addKey(keys, key);
  const ones = readTable(database, { ...scan, shape: 'ones' }, [ordinary], keys);
  expect(rowsOf(ones)).toEqual([
    [1n, 1n],
    [1n, 1n],
    [null, 1n],
    [3n, 1n],
  ]);
  expect(ones[0]).toMatchObject({ ...counts, unmatchedCount: 3 });
});

test('the keys of events have a bit each, those beyond are refused', () => {
  const database = newDatabase();
  database.exec('CREATE TABLE t (k INTEGER)');
  database.exec('INSERT INTO t VALUES (0), (2147483647), (64), (NULL)');
  const scan: TableScan = {
    kind: 'table',
    table: 't',
    shape: 'rows',
    columns: [{ name: 'k', transport: 'integer' }],
    keyColumn: 0,
  };
  const keys = createKeys();
  readTable(database, scan, [ordinary], keys);
  const found = [0, 1, 63, 64, 65, 2 ** 31 - 1, 2 ** 31, -1].filter((key) => hasKey(keys, key));
  expect(found).toEqual([0, 64, 2 ** 31 - 1]);
  for (const beyond of [2 ** 31, -1, 2 ** 40]) {
    database.exec(`DELETE FROM t; INSERT INTO t VALUES (${beyond})`);
    expect(() => readTable(database, scan, [ordinary], keys)).toThrow(KeyBeyond);
  }
});

// Whatever the page reader takes straight from the file is what SQLite gives for it.
import type Database from 'better-sqlite3';
import { closeSync, openSync } from 'node:fs';
import { describe, expect, onTestFinished, test } from 'vitest';
import { createRandom, type Random } from '#analysis/random';
import type { TableScan } from '../../../src/engine/sources/sqlite/page-reader-plan.ts';
import { directPages, tableLayout } from '../../../src/engine/sources/sqlite/page-reader-direct.ts';
import { all, newDatabase, ordinary } from './page-tables.ts';
import { readTable, rowsOf, type Value } from './read-batches.ts';

/** Whether the quick way is open for this table, and is not left to statements from the start. */
function isDirect(database: Database.Database, scan: TableScan): boolean {
  const descriptor = openSync(database.name, 'r');
  const layout = tableLayout(database, scan);
  const never = { add: () => undefined };
  const pages = directPages(database.name, descriptor, layout, () => undefined, never);
  closeSync(descriptor);
  return pages !== null;
}

const textScan = (...columns: string[]): TableScan => ({
  kind: 'table',
  table: 't',
  shape: 'rows',
  columns: columns.map((name) => ({ name, transport: 'text' as const })),
});

/** The rows as SQLite gives them: the row id, and every other cell as the text it travels as. */
function expectedRows(database: Database.Database, columns: readonly string[]): Value[][] {
  const list = columns.map((name) => `"${name}"`).join(', ');
  const rows = database
    .prepare<[], (Value | Buffer)[]>(`SELECT rowid, ${list} FROM t ORDER BY rowid`)
    .raw()
    .safeIntegers()
    .all();
  return rows.map(([rowId, ...cells]) => [
    BigInt(String(rowId)),
    ...cells.map((cell) => {
      if (cell === null) return null;
      return Buffer.isBuffer(cell) ? cell.toString('hex') : String(cell);
    }),
  ]);
}

function randomCell(random: Random): Value | Buffer {
  const pick = random.integerBelow(10);
  if (pick === 0) return null;
  if (pick === 1) {
    // Every length of integer, from one byte to eight.
    const wide = BigInt(random.integerBelow(2 ** 31)) * BigInt(random.integerBelow(2 ** 31));
    return wide >> BigInt(random.integerBelow(60));
  }
  if (pick === 2) return -BigInt(random.integerBelow(2 ** 31));
  if (pick === 3) return random.uniform() * 1e6 - 5e5;
  if (pick === 4) return BigInt(random.integerBelow(3));
  if (pick === 5) return Buffer.alloc(random.integerBelow(20), random.integerBelow(256));
  if (pick === 6) return 'ä€😀'.repeat(random.integerBelow(30));
  if (pick === 7) return 'x'.repeat(random.integerBelow(3000));
  return String(random.integerBelow(1_000_000));
}

describe('straight from the file', () => {
  for (const pageSize of [512, 1024, 4096, 65_536]) {
    test(`random cells in pages of ${pageSize} bytes, deleted rows and a column added later`, () => {
      const random = createRandom(pageSize);
      const database = newDatabase(pageSize);
      database.exec('CREATE TABLE t (a, b TEXT, c INTEGER, d REAL, e)');
      const insert = database.prepare(
        'INSERT INTO t (rowid, a, b, c, d, e) VALUES (?, ?, ?, ?, ?, ?)',
      );
      database.transaction(() => {
        let rowId = 0n;
        for (let row = 0; row < 3000; row++) {
          rowId += BigInt(1 + random.integerBelow(3) ** 6);
          insert.run(rowId, ...Array.from({ length: 5 }, () => randomCell(random)));
        }
      })();
      database.exec('DELETE FROM t WHERE rowid % 7 = 0');
      database.exec("ALTER TABLE t ADD COLUMN f TEXT DEFAULT 'later'");
      database.exec("INSERT INTO t (a, f) VALUES (1, 'own'), (2, NULL)");
      for (const columns of [
        ['a', 'c', 'e', 'b'],
        ['f', 'd', 'a'],
      ]) {
        const scan = textScan(...columns);
        expect(isDirect(database, scan)).toBe(true);
        const expected = expectedRows(database, columns);
        expect(rowsOf(readTable(database, scan, [ordinary]))).toEqual(expected);
        const cut = BigInt(expected[1000]?.[0] ?? 0);
        const chunks = [
          { after: 0n, until: cut },
          { after: cut, until: cut + 1n },
          { after: cut + 1n, until: ordinary.until },
        ];
        expect(rowsOf(readTable(database, scan, chunks))).toEqual(expected);
      }
    });
  }

  test('every size of integer, and beyond a double', () => {
    const database = newDatabase();
    database.exec('CREATE TABLE t (a)');
    const values = [0n, 1n, -1n, 127n, -128n, 128n, 32_767n, -32_768n, 32_768n, 8_388_607n];
    values.push(-8_388_608n, 2n ** 31n, -(2n ** 31n), 2n ** 47n - 1n, -(2n ** 47n), 2n ** 53n + 1n);
    values.push(2n ** 63n - 1n, -(2n ** 63n));
    for (const value of values) database.prepare('INSERT INTO t VALUES (?)').run(value);
    const scan: TableScan = { ...textScan(), columns: [{ name: 'a', transport: 'integer' }] };
    expect(isDirect(database, scan)).toBe(true);
    expect(rowsOf(readTable(database, scan, [ordinary])).map(([, value]) => value)).toEqual(values);
  });

  test('cells that end exactly where a long record leaves its page', () => {
    const database = newDatabase(512);
    database.exec('CREATE TABLE t (a TEXT, b TEXT)');
    const insert = database.prepare('INSERT INTO t VALUES (?, ?)');
    database.transaction(() => {
      for (let length = 0; length < 520; length++) insert.run('a'.repeat(length), 'b'.repeat(700));
      for (let length = 380; length < 500; length++) insert.run('a'.repeat(length), '');
      for (let length = 20; length < 60; length++) {
        insert.run('a'.repeat(length), 'b'.repeat(500 - length));
      }
    })();
    const rows = rowsOf(readTable(database, textScan('a'), [ordinary]));
    expect(rows).toEqual(expectedRows(database, ['a']));
  });

  test('an ordinary table of many levels never asks SQLite', () => {
    const database = newDatabase(512);
    database.exec('CREATE TABLE t (a INTEGER, b TEXT)');
    const insert = database.prepare('INSERT INTO t VALUES (?, ?)');
    database.transaction(() => {
      for (let row = 0; row < 20_000; row++) insert.run(row, `text ${row}`);
    })();
    const descriptor = openSync(database.name, 'r');
    onTestFinished(() => closeSync(descriptor));
    let rowCount = 0;
    const never = {
      add: () => {
        throw new Error('a statement was asked');
      },
    };
    const layout = tableLayout(database, textScan('b'));
    const count = (_bytes: Buffer, _rows: unknown, _first: number, rows: number): void => {
      rowCount += rows;
    };
    const pages = directPages(database.name, descriptor, layout, count, never);
    let after: bigint | undefined = 100n;
    while (after !== undefined) after = pages?.add(after, 19_000n);
    expect(rowCount).toBe(18_900);
  });

  test('a column that is the row id', () => {
    const database = newDatabase();
    database.exec('CREATE TABLE t (a TEXT, id INTEGER PRIMARY KEY)');
    database.exec("INSERT INTO t VALUES ('x', 5), ('y', 900), ('z', -3)");
    const scan: TableScan = { ...textScan(), columns: [{ name: 'id', transport: 'integer' }] };
    expect(isDirect(database, scan)).toBe(true);
    expect(rowsOf(readTable(database, scan, [ordinary]))).toEqual([
      [-3n, -3n],
      [5n, 5n],
      [900n, 900n],
    ]);
  });

  test('row ids beyond a double', () => {
    const database = newDatabase();
    database.exec('CREATE TABLE t (a)');
    const ids = [-(2n ** 62n), -1n, 7n, 2n ** 54n + 1n, 2n ** 63n - 1n];
    for (const id of ids)
      database.prepare('INSERT INTO t (rowid, a) VALUES (?, ?)').run(id, String(id));
    const rows = rowsOf(readTable(database, textScan('a'), [all]));
    expect(rows).toEqual(ids.map((id) => [id, String(id)]));
  });

  test('an empty table, and one with a single row', () => {
    const database = newDatabase();
    database.exec('CREATE TABLE t (a)');
    expect(rowsOf(readTable(database, textScan('a'), [ordinary]))).toEqual([]);
    database.exec('INSERT INTO t VALUES (NULL)');
    expect(rowsOf(readTable(database, textScan('a'), [ordinary]))).toEqual([[1n, null]]);
  });
});

describe('left to statements', () => {
  test('changes that wait in a write-ahead log', () => {
    const database = newDatabase();
    database.pragma('journal_mode = WAL');
    database.exec("CREATE TABLE t (a); INSERT INTO t VALUES ('first')");
    database.pragma('wal_checkpoint(TRUNCATE)');
    expect(isDirect(database, textScan('a'))).toBe(true);
    database.exec("INSERT INTO t VALUES ('waiting')");
    expect(isDirect(database, textScan('a'))).toBe(false);
    const rows = rowsOf(readTable(database, textScan('a'), [all]));
    expect(rows).toEqual([
      [1n, 'first'],
      [2n, 'waiting'],
    ]);
  });

  test('text in UTF-16', () => {
    const database = newDatabase(4096, 'UTF-16');
    database.exec("CREATE TABLE t (a); INSERT INTO t VALUES ('größer')");
    expect(isDirect(database, textScan('a'))).toBe(false);
    expect(rowsOf(readTable(database, textScan('a'), [all]))).toEqual([[1n, 'größer']]);
  });

  test('columns that are computed', () => {
    const database = newDatabase();
    database.exec('CREATE TABLE t (a, b AS (a + 1), c)');
    database.exec("INSERT INTO t (a, c) VALUES (1, 'x')");
    expect(isDirect(database, textScan('b', 'c'))).toBe(false);
    expect(rowsOf(readTable(database, textScan('b', 'c'), [all]))).toEqual([[1n, '2', 'x']]);
  });

  test('integers beyond a double keep their digits', () => {
    const database = newDatabase(4096, 'UTF-16');
    database.exec('CREATE TABLE t (a)');
    const large = 2n ** 60n + 1n;
    database.prepare('INSERT INTO t VALUES (?)').run(large);
    const scan: TableScan = { ...textScan(), columns: [{ name: 'a', transport: 'integer' }] };
    expect(rowsOf(readTable(database, scan, [all]))).toEqual([[1n, large]]);
  });
});

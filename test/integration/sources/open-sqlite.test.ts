// SQLite databases are opened for reading only, and only one SELECT is let through.
import Database from 'better-sqlite3';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { prepareSelect } from '#engine/sources/sqlite/check-select';
import { openSqlite } from '#engine/sources/sqlite/open-sqlite';
import { PersonaeError } from '#shared/errors';
import type { SqlParameter } from '#shared/recipe/source';

let folder: string;
let path: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'personae-sqlite-'));
  path = join(folder, 'data.sqlite');
  const database = new Database(path);
  database.exec(
    "CREATE TABLE t (id INTEGER, country TEXT); INSERT INTO t VALUES (1, 'DE'), (2, 'FR')",
  );
  database.close();
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function codeOf(work: () => unknown): string {
  try {
    work();
    return 'none';
  } catch (thrown) {
    return thrown instanceof PersonaeError ? thrown.code : `not ours: ${String(thrown)}`;
  }
}

describe('openSqlite', () => {
  it('reads and cannot write', () => {
    const database = openSqlite(path);
    expect(database.prepare('SELECT count(*) FROM t').pluck().get()).toBe(2);
    expect(() => database.exec('DELETE FROM t')).toThrow(/readonly/);
    database.close();
  });

  it('leaves the file as it is, byte by byte', () => {
    const before = readFileSync(path);
    const database = openSqlite(path);
    database.prepare('SELECT * FROM t ORDER BY country').all();
    database.close();
    expect(readFileSync(path).equals(before)).toBe(true);
  });

  it('sees what another program has written to the -wal file', () => {
    const writer = new Database(path);
    writer.pragma('journal_mode = WAL');
    writer.exec("INSERT INTO t VALUES (3, 'IT')");
    const database = openSqlite(path);
    expect(database.prepare('SELECT count(*) FROM t').pluck().get()).toBe(3);
    database.close();
    writer.close();
  });

  it('waits shortly for a lock and then says so', () => {
    const writer = new Database(path);
    writer.exec('BEGIN EXCLUSIVE');
    expect(codeOf(() => openSqlite(path))).toBe('file.locked');
    writer.exec('COMMIT');
    writer.close();
    const database = openSqlite(path);
    const waitMs = Number(database.pragma('busy_timeout', { simple: true }));
    expect(waitMs).toBeGreaterThan(500);
    expect(waitMs).toBeLessThan(5000);
    database.close();
  });

  it('refuses what is no database, and does not create what is not there', () => {
    const text = join(folder, 'text.sqlite');
    writeFileSync(
      text,
      'this is no database, but a text of more than one hundred letters. '.repeat(20),
    );
    expect(codeOf(() => openSqlite(text))).toBe('file.not-a-database');
    const absent = join(folder, 'absent.sqlite');
    expect(codeOf(() => openSqlite(absent))).toBe('file.missing');
    expect(codeOf(() => readFileSync(absent))).toContain('ENOENT');
  });
});

describe('prepareSelect', () => {
  function check(sql: string, parameters: Record<string, SqlParameter> = {}): string {
    const database = openSqlite(path);
    try {
      return codeOf(() => prepareSelect(database, sql, parameters));
    } finally {
      database.close();
    }
  }

  it('binds parameters by name, whatever they hold', () => {
    const database = openSqlite(path);
    const sql = 'SELECT id FROM t WHERE country = :country OR id = $id';
    const all = (country: string, id: number | null): unknown[] =>
      prepareSelect(database, sql, { country, id }).pluck().all();
    expect(all('DE', null)).toEqual([1]);
    expect(all('', 2)).toEqual([2]);
    expect(all("'; DROP TABLE t; --", null)).toEqual([]);
    database.close();
  });

  it.each([
    ['SELECT * FROM t', 'none'],
    ['  -- a remark\n/* and one more */ WITH x AS (SELECT 1 AS one) SELECT * FROM x;', 'none'],
    ['VALUES (1), (2)', 'none'],
    ['DELETE FROM t', 'query.not-read-only'],
    ['DELETE FROM t RETURNING id', 'query.not-read-only'],
    ['WITH x AS (SELECT 1) DELETE FROM t RETURNING id', 'query.not-read-only'],
    ['SELECT 1; DELETE FROM t', 'query.not-read-only'],
    ["ATTACH 'other.sqlite' AS other", 'query.not-read-only'],
    ['PRAGMA table_info(t)', 'query.not-read-only'],
    ['PRAGMA journal_mode = DELETE', 'query.not-read-only'],
    ['EXPLAIN SELECT 1', 'query.not-read-only'],
    ['VACUUM INTO "copy.sqlite"', 'query.not-read-only'],
    ['', 'query.invalid'],
    ['-- nothing', 'query.invalid'],
    ['SELEC * FROM t', 'query.invalid'],
    ['SELECT nope FROM t', 'query.invalid'],
    ['SELECT * FROM gone', 'query.invalid'],
    ['SELECT id, id FROM t', 'column.duplicate'],
    ['SELECT id, country AS ID FROM t', 'column.duplicate'],
    ['SELECT * FROM t WHERE id = :id', 'query.invalid'],
    ['SELECT * FROM t WHERE id = ?', 'query.invalid'],
  ])('%s: %s', (sql, code) => {
    expect(check(sql)).toBe(code);
  });

  it('names the parameter that has no value', () => {
    const database = openSqlite(path);
    expect(() => prepareSelect(database, 'SELECT * FROM t WHERE id = :who', {})).toThrow(/:who/);
    database.close();
  });
});

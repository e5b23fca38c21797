// Tables, views and queries of SQLite are sampled without reading large ones through.
import Database from 'better-sqlite3';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SourceDescription, TableDescription } from '#shared/data/description';
import { describeSource } from '#engine/sources/describe-source';
import { previewSource } from '#engine/sources/preview-source';
import { isWorthRunning } from '#engine/sources/sqlite/is-worth-running';
import { openSqlite } from '#engine/sources/sqlite/open-sqlite';
import { suggestMapping } from '#engine/sources/suggest-mapping';

let folder: string;
let path: string;
let description: SourceDescription;

/** 90 MB, beyond what is counted: a dense table, one with gaps, one without row ids, and views. */
function makeLarge(): void {
  const database = new Database(path);
  database.pragma('journal_mode = OFF');
  database.pragma('synchronous = OFF');
  database.exec(`
    CREATE TABLE visits (user_id INTEGER, at TEXT, note TEXT, flag TEXT);
    WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 600000)
      INSERT INTO visits SELECT i % 5000, datetime(1430000000 + i, 'unixepoch') || '.0', printf('%.60c', 'x'), CAST(i % 2 AS TEXT) FROM n;
    CREATE TABLE gaps (id INTEGER PRIMARY KEY, x INTEGER);
    INSERT INTO gaps SELECT rowid * 1000, rowid FROM visits WHERE rowid <= 200000;
    CREATE TABLE keyed (k TEXT PRIMARY KEY, x INTEGER) WITHOUT ROWID;
    INSERT INTO keyed SELECT 'k' || rowid, rowid FROM visits WHERE rowid <= 100000;
    CREATE TABLE late (x);
    INSERT INTO late SELECT CASE WHEN rowid <= 100000 THEN rowid ELSE 'word ' || rowid END FROM visits WHERE rowid <= 400000;
    CREATE VIEW recent AS SELECT user_id, at FROM visits WHERE user_id < 100;
    CREATE VIEW totals AS SELECT user_id, count(*) AS visits FROM visits GROUP BY user_id;
    ANALYZE keyed;`);
  database.close();
}

function table(name: string): TableDescription {
  const found = description.tables.find((each) => each.name === name);
  if (found === undefined) throw new Error(`There is no ${name}.`);
  return found;
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'personae-large-'));
  path = join(folder, 'large.sqlite');
  makeLarge();
  description = await describeSource(path);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('a large database', () => {
  it('is too large to be counted', () => {
    expect(description.sizeBytes).toBeGreaterThan(64 * 2 ** 20);
  });

  it('estimates rows from row ids, with and without gaps', () => {
    expect(table('visits')).toMatchObject({ rowCount: 600_000, rowCountExact: false });
    const { rowCount } = table('gaps');
    expect(Math.abs((rowCount ?? 0) / 200_000 - 1)).toBeLessThan(0.1);
  });

  it('estimates rows from statistics where there are no row ids', () => {
    expect(table('keyed')).toMatchObject({ rowCount: 100_000, rowCountExact: false });
  });

  it('looks at rows from all over a table', () => {
    const [column] = table('late').columns;
    expect(column).toMatchObject({ type: 'text', note: 'The column mixes text and numbers.' });
  });

  it('finds moments, and yes and no kept as text', () => {
    const types = table('visits').columns.map(({ name, type }) => [name, type]);
    expect(types).toEqual([
      ['user_id', 'integer'],
      ['at', 'time'],
      ['note', 'text'],
      ['flag', 'boolean'],
    ]);
    expect(table('visits').columns[3]?.note).toBe('Numbers are stored as text.');
  });

  it('looks into a view that delivers at once, not into one that has to group', () => {
    expect(table('recent')).toMatchObject({ kind: 'view', rowCount: null });
    expect(table('recent').columns.map(({ type }) => type)).toEqual(['integer', 'time']);
    const [column] = table('totals').columns;
    expect(column).toMatchObject({ distinctInSample: 0 });
    expect(column?.note).toContain('whole tables have been read');
  });

  it('suggests the table of events and its roles', async () => {
    expect(description.suggested).toEqual({
      kind: 'sqlite',
      file: path,
      from: { table: 'visits' },
    });
    expect((await suggestMapping(description.suggested)).mapping).toMatchObject({
      person: { column: 'user_id', from: 'event' },
      time: { column: 'at', format: 'iso' },
    });
  });
});

describe('isWorthRunning', () => {
  function worthDescribing(sql: string): boolean {
    const database = openSqlite(path);
    try {
      return isWorthRunning(database, sql, {}, 'description');
    } finally {
      database.close();
    }
  }

  it('tells statements that collect from those that deliver', () => {
    expect(worthDescribing('SELECT * FROM visits')).toBe(true);
    expect(worthDescribing('SELECT * FROM visits WHERE user_id = 3')).toBe(true);
    expect(worthDescribing('SELECT * FROM visits ORDER BY at')).toBe(false);
    expect(worthDescribing('SELECT user_id, count(*) FROM visits GROUP BY user_id')).toBe(false);
    expect(worthDescribing('SELECT DISTINCT note FROM visits')).toBe(false);
    expect(worthDescribing('SELECT * FROM visits v JOIN late l ON l.x = v.user_id')).toBe(false);
  });
});

describe('previews', () => {
  const from = (sql: string, parameters = {}) =>
    ({ kind: 'sqlite', file: path, from: { sql, parameters } }) as const;

  it('shows a query with bound parameters', async () => {
    const source = from('SELECT user_id, at FROM visits WHERE user_id = :user', { user: 17 });
    const { rows, columns } = await previewSource(source, 'event', 3);
    expect(rows).toHaveLength(3);
    expect(rows.every(([user]) => user === 17)).toBe(true);
    expect(columns.map(({ type }) => type)).toEqual(['integer', 'time']);
  });

  it('shows a view that groups, once it is chosen', async () => {
    const { rows } = await previewSource({ ...from(''), from: { table: 'totals' } }, 'event', 3);
    expect(rows).toHaveLength(3);
  });

  it('runs nothing but reading', async () => {
    await expect(
      previewSource(from("SELECT load_extension('x')"), 'event', 3),
    ).rejects.toMatchObject({ code: 'query.invalid' });
    await expect(previewSource(from('DROP TABLE visits'), 'event', 3)).rejects.toMatchObject({
      code: 'query.not-read-only',
    });
  });

  it('shows the details, and says what is missing', async () => {
    const source = {
      kind: 'sqlite',
      file: path,
      from: { table: 'visits' },
      detail: { table: 'gaps', key: 'id', eventKey: 'user_id' },
    } as const;
    expect((await previewSource(source, 'detail', 2)).rows).toEqual([
      [1000, 1],
      [2000, 2],
    ]);
    const withoutDetail = { kind: 'sqlite', file: path, from: { table: 'visits' } } as const;
    await expect(previewSource(withoutDetail, 'detail', 2)).rejects.toMatchObject({
      code: 'table.missing',
    });
    const gone = { ...source, from: { table: 'gone' } };
    await expect(previewSource(gone, 'event', 2)).rejects.toMatchObject({
      code: 'table.missing',
      hint: expect.stringContaining('visits') as string,
    });
  });

  it('is at hand within 200 ms', async () => {
    let best = Infinity;
    // The best of three: other programs may use the machine too.
    for (let round = 0; round < 3; round += 1) {
      const start = performance.now();
      await previewSource({ kind: 'sqlite', file: path, from: { table: 'visits' } }, 'event', 100);
      best = Math.min(best, performance.now() - start);
    }
    expect(best).toBeLessThan(200);
  });
});

// Tables, views, SELECTs and details of SQLite databases as events.
import { expect, describe, test } from 'vitest';
import { ingested, recipeOf, type RecipeParts } from './ingest-fixture.ts';
import { plain, sqliteFile, sqliteRecipe } from './small-sources.ts';

describe('what SQLite can hold', () => {
  const rows =
    "INSERT INTO e VALUES ('b', '2020-01-05', 1), ('a', '2020-01-01', 2), ('a', '2020-01-03', 3)";

  test('a view, a table without row ids, and a SELECT with parameters', async () => {
    const file = sqliteFile(`
      CREATE TABLE e (who TEXT, day TEXT, n INTEGER PRIMARY KEY) WITHOUT ROWID; ${rows};
      CREATE VIEW late AS SELECT * FROM e WHERE day > '2020-01-02'`);
    const from: RecipeParts['source'][] = [
      { kind: 'sqlite', file, from: { table: 'e' } },
      { kind: 'sqlite', file, from: { table: 'late' } },
      {
        kind: 'sqlite',
        file,
        from: { sql: 'SELECT n, day, who FROM e WHERE who = :who', parameters: { who: 'a' } },
      },
    ];
    const counts = [];
    for (const source of from) {
      const { summary } = await ingested(recipeOf({ source, ...plain }));
      counts.push([summary.rowsKept, summary.personCount]);
    }
    expect(counts).toEqual([
      [3, 2],
      [2, 2],
      [2, 1],
    ]);
  });

  test('details are summed by event: unmatched ones counted, unobserved ones no zeros', async () => {
    const file = sqliteFile(`
      CREATE TABLE e (id INTEGER PRIMARY KEY, who TEXT, day TEXT);
      INSERT INTO e VALUES (1, 'a', '2020-01-01'), (2, 'a', '2020-01-02'), (3, 'b', '2020-01-03');
      CREATE TABLE d (e INTEGER, hit INTEGER, paid REAL);
      INSERT INTO d VALUES (1, 1, 2.5), (1, 0, NULL), (2, NULL, 1), (3, 1, 4), (3, 1, 0.25), (9, 1, 7)`);
    const source = {
      kind: 'sqlite',
      from: { table: 'e' },
      detail: { table: 'd', key: 'e', eventKey: 'id' },
    } as const;
    const click = { column: 'hit', from: 'detail' } as const;
    const amount = { column: 'paid', from: 'detail' } as const;
    const shifted = sqliteFile(`
      CREATE TABLE e (id INTEGER PRIMARY KEY, who TEXT, day TEXT);
      INSERT INTO e VALUES (-1, 'a', '2020-01-01'), (2, 'a', '2020-01-02'), (3, 'b', '2020-01-03');
      CREATE TABLE d (e INTEGER, hit INTEGER, paid REAL);
      INSERT INTO d VALUES (-1, 1, 2.5), (-1, 0, NULL), (2, NULL, 1), (3, 1, 4), (3, 1, 0.25), (9, 1, 7)`);
    // Looked up in bits, staged as runs, and row by row.
    for (const [of, mapping] of [
      [file, { ...plain.mapping, click }],
      [shifted, { ...plain.mapping, click }],
      [file, { ...plain.mapping, click, amount }],
    ] as const) {
      const recipe = recipeOf({ source: { ...source, file: of }, ...plain, mapping });
      const { summary, duckDb } = await ingested(recipe);
      expect(summary.detail).toEqual({ rowCount: 6, unmatchedCount: 1 });
      const clicks = await duckDb.rows('SELECT click_count FROM event ORDER BY event_key');
      expect(clicks).toEqual([[1], [null], [2]]);
      const found = summary.columns.find(({ role }) => role === 'click');
      expect(found).toMatchObject({ rowCount: 6, missingCount: 1, from: 'detail' });
      if (!('amount' in mapping)) continue;
      const paid = await duckDb.rows('SELECT amount FROM event ORDER BY event_key');
      expect(paid).toEqual([[2.5], [1], [4.25]]);
    }
  });

  test('a key far behind the sample that has no bit changes the plan, not the result', async () => {
    const many = `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 4000) SELECT`;
    const file = sqliteFile(`
      CREATE TABLE e (id INTEGER, who TEXT, day TEXT); CREATE TABLE d (e INTEGER, hit INTEGER);
      INSERT INTO e ${many} i, 'a', '2020-01-01' FROM n;
      INSERT INTO e VALUES (5000000000, 'b', '2020-01-02');
      INSERT INTO e ${many} i + 9000, 'a', '2020-01-01' FROM n;
      INSERT INTO d VALUES (5000000000, 1), (7, 1), (8, 0), (77777, 1)`);
    const detail = { table: 'd', key: 'e', eventKey: 'id' };
    const recipe = recipeOf({
      source: { kind: 'sqlite', file, from: { table: 'e' }, detail },
      ...plain,
      mapping: { ...plain.mapping, click: { column: 'hit', from: 'detail' } },
    });
    const { summary, duckDb } = await ingested(recipe);
    expect(summary.detail).toEqual({ rowCount: 4, unmatchedCount: 1 });
    const clicks = await duckDb.rows(
      'SELECT person, sum(click_count)::INTEGER FROM event GROUP BY person ORDER BY person',
    );
    expect(clicks).toEqual([
      ['a', 1],
      ['b', 1],
    ]);
  });

  test('a role that cannot come from details is refused', async () => {
    const recipe = sqliteRecipe('CREATE TABLE e (who, day)', {
      mapping: { ...plain.mapping, session: { column: 'who', from: 'detail' } },
    });
    await expect(ingested(recipe)).rejects.toMatchObject({ code: 'mapping.incomplete' });
  });

  test('a missing column is named, with those that there are', async () => {
    const recipe = sqliteRecipe(`CREATE TABLE e (who, date); INSERT INTO e VALUES (1, 2)`);
    await expect(ingested(recipe)).rejects.toMatchObject({
      code: 'column.missing',
      message: expect.stringContaining('day') as string,
      hint: expect.stringContaining('date') as string,
    });
  });

  test('an empty table', async () => {
    const recipe = sqliteRecipe('CREATE TABLE e (who, day)');
    await expect(ingested(recipe)).rejects.toMatchObject({ code: 'table.empty' });
  });
});

// Tables of every kind joined to one row a person: what a cell becomes, and what the report says.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, it } from 'vitest';
import { openDuckDb } from '#engine/duckdb/open-duckdb';
import { reportJoin } from '#engine/customers/report-join';
import { suggestColumns } from '#engine/customers/suggest-columns';
import { workflowContext } from '../workflow-fixture.ts';
import { cellsOf, csv, joined, recipeOf } from './explain-fixture.ts';

const people = [
  ['person', 'segment'],
  ['NA', 'a'],
  ['7', 'b'],
  ['07', 'a'],
  [' 1 ', 'b'],
  ['2', ''],
  ['', 'a'],
];

function orders(folder: string): string {
  return csv(folder, 'orders.csv', [
    ['customer', 'amount', 'plan', 'at'],
    ['NA', '0.1', 'gold', '2024-03-01'],
    ['NA', '0.2', 'tin', '2024-01-01'],
    ['7', '5', 'tin', '2024-02-01'],
    ['7', 'none', 'gold', '2024-02-02'],
    ['1', '2', '', '2024-02-02'],
    ['99', '100', 'gold', '2024-02-02'],
    ['', '100', 'gold', '2024-02-02'],
  ]);
}

const aggregations = [
  'sum',
  'mean',
  'minimum',
  'maximum',
  'count',
  'distinct',
  'value',
  'last',
] as const;

it('brings the rows of a person to one cell by every aggregation', async () => {
  const context = workflowContext();
  const main = csv(context.folder, 'people.csv', people);
  const table = { table: 'orders', role: 'feature' };
  const recipe = recipeOf(main, {
    person: 'person',
    tables: [
      {
        name: 'orders',
        source: { kind: 'delimited', file: orders(context.folder) },
        key: 'customer',
      },
    ],
    columns: [
      ...aggregations.map((aggregation) => ({
        ...table,
        column: aggregation === 'value' || aggregation === 'last' ? 'plan' : 'amount',
        name: aggregation,
        aggregation,
        timeColumn: aggregation === 'last' ? 'at' : null,
      })),
      { ...table, column: 'plan', name: 'share', aggregation: 'share', values: ['gold'] },
      { ...table, column: 'plan', name: 'any', aggregation: 'any', values: ['gold'] },
      { ...table, column: 'amount', name: 'zero', aggregation: 'sum', absent: 'zero' },
    ],
  });
  await joined(recipe, context, (customers) => {
    expect(customers.people.persons).toEqual(['07', '1', '2', '7', 'NA']);
    const cells = (name: string) => cellsOf(customers, name);
    expect(cells('sum')).toEqual([null, 2, null, 5, 0.3]);
    expect(cells('mean')).toEqual([null, 2, null, 5, 0.15]);
    expect(cells('minimum')).toEqual([null, 2, null, 5, 0.1]);
    expect(cells('maximum')).toEqual([null, 2, null, 5, 0.2]);
    expect(cells('count')).toEqual([0, 1, 0, 2, 2]);
    expect(cells('distinct')).toEqual([0, 1, 0, 2, 2]);
    expect(cells('value')).toEqual([null, null, null, 'tin', 'gold']);
    expect(cells('last')).toEqual([null, null, null, 'gold', 'gold']);
    expect(cells('share')).toEqual([null, null, null, 0.5, 0.5]);
    expect(cells('any')).toEqual([0, 0, 0, 1, 1]);
    expect(cells('zero')).toEqual([0, 2, 0, 5, 0.3]);
    expect([...(customers.labels?.target ?? [])]).toEqual([0, 1, -1, 1, 0]);
  });
});

it('reports what matched, what was lost, and what was duplicated', async () => {
  const context = workflowContext();
  const main = csv(context.folder, 'people.csv', people);
  const report = await reportJoin(
    recipeOf(main, {
      person: 'person',
      tables: [
        {
          name: 'orders',
          source: { kind: 'delimited', file: orders(context.folder) },
          key: 'customer',
        },
      ],
      columns: [{ table: 'orders', column: 'amount', name: 'money', aggregation: 'value' }],
    }),
    context,
  );
  expect(report.personCount).toBe(5);
  expect(report.rowsWithoutPerson).toBe(1);
  expect(report.tables[1]).toMatchObject({
    rowCount: 7,
    rowsWithoutKey: 1,
    matchedRowCount: 5,
    matchedPersonCount: 3,
    lostKeyCount: 1,
    lostRowCount: 1,
    lostExamples: ['99'],
    personsWithoutRow: 2,
    duplicatedPersonCount: 2,
    mostRowsOfAPerson: 2,
  });
  expect(report.warnings.join(' ')).toContain('2 people have several rows in orders');
  expect(report.label?.unlabelledCount).toBe(1);
});

it('links keys by an identity map, and says which keys belong to several people', async () => {
  const context = workflowContext();
  const main = csv(context.folder, 'people.csv', [['id'], ['C-1'], ['C-2'], ['C-3']]);
  const file = join(context.folder, 'crm.sqlite');
  const database = new Database(file);
  database.exec(`CREATE TABLE links (customer TEXT, cookie TEXT);
    INSERT INTO links VALUES ('C-1', 'x'), ('C-1', 'x'), ('C-1', 'y'), ('C-2', 'y'), ('C-9', 'z');
    CREATE TABLE segments (customer TEXT, segment TEXT);
    INSERT INTO segments VALUES ('C-1', 'a'), ('C-2', 'b')`);
  database.close();
  const web = csv(context.folder, 'web.csv', [
    ['cookie', 'clicks'],
    ['x', 1],
    ['y', 10],
    ['z', 100],
    ['unknown', 1000],
  ]);
  const recipe = recipeOf(main, {
    person: 'id',
    tables: [
      {
        name: 'web',
        source: { kind: 'delimited', file: web },
        key: 'cookie',
        identity: {
          source: { kind: 'sqlite', file, from: { table: 'links' } },
          personColumn: 'customer',
          keyColumn: 'cookie',
        },
      },
      {
        name: 'crm',
        source: {
          kind: 'sqlite',
          file,
          from: { sql: 'SELECT * FROM segments WHERE segment != :none', parameters: { none: '-' } },
        },
        key: 'customer',
      },
    ],
    columns: [{ table: 'web', column: 'clicks', name: 'clicks', aggregation: 'sum' }],
    label: { kind: 'column', table: 'crm', column: 'segment' },
  });
  await joined(recipe, context, (customers) => {
    expect(cellsOf(customers, 'clicks')).toEqual([11, 10, null]);
    const report = customers.report.tables[1];
    expect(report?.identity).toMatchObject({
      pairCount: 4,
      sharedKeyCount: 1,
      sharedExamples: ['y'],
      severalKeysCount: 1,
    });
    expect(report).toMatchObject({ lostKeyCount: 2, lostRowCount: 2, matchedPersonCount: 2 });
    expect(customers.labels?.classNames).toEqual(['a', 'b']);
  });
});

it('reads Parquet files and folders, and writes whole numbers of theirs without decimals', async () => {
  const context = workflowContext();
  const main = csv(context.folder, 'people.csv', [
    ['id', 'segment'],
    ['1', 'a'],
    ['2', 'b'],
  ]);
  const parquet = join(context.folder, 'facts.parquet');
  const duckDb = await openDuckDb(':memory:');
  await duckDb.run(
    `COPY (SELECT * FROM (VALUES (1.0::DOUBLE, 5), (2.0, 6)) t(id, score)) TO '${parquet}' (FORMAT parquet)`,
  );
  duckDb.close();
  const folder = join(context.folder, 'parts');
  mkdirSync(folder);
  csv(folder, 'a.csv', [
    ['id', 'visits'],
    ['1', '3'],
  ]);
  csv(folder, 'b.csv', [
    ['id', 'visits'],
    ['1', '4'],
    ['2', '5'],
  ]);
  const recipe = recipeOf(main, {
    person: 'id',
    tables: [
      { name: 'facts', source: { kind: 'parquet', file: parquet }, key: 'id' },
      { name: 'visits', source: { kind: 'folder', file: folder, format: 'delimited' }, key: 'id' },
    ],
    columns: [
      { table: 'facts', column: 'score', name: 'score' },
      { table: 'visits', column: 'visits', name: 'visits', aggregation: 'sum' },
    ],
  });
  await joined(recipe, context, (customers) => {
    expect(cellsOf(customers, 'score')).toEqual([5, 6]);
    expect(cellsOf(customers, 'visits')).toEqual([7, 5]);
  });
});

it('finds out kinds, and suggests keys, aggregations and a label', async () => {
  const { folder } = workflowContext();
  const rows = Array.from({ length: 60 }, (_, i) => [
    `P${i}`,
    i % 3 === 0 ? 'gold' : 'tin',
    20 + i,
    i % 2 ? 'yes' : 'no',
  ]);
  const main = csv(folder, 'people.csv', [['customer_id', 'segment', 'age', 'member'], ...rows]);
  const buys = rows.flatMap(([id]) => [
    [id, 1.5, '2024-01-01'],
    [id, 2.5, '2024-01-02'],
  ]);
  const orders = csv(folder, 'orders.csv', [['client', 'amount', 'bought_at'], ...buys]);
  const found = await suggestColumns({
    source: { kind: 'delimited', file: main, options: {} },
    person: null,
    tables: [
      {
        name: 'orders',
        source: { kind: 'delimited', file: orders, options: {} },
        key: null,
        identity: null,
      },
    ],
  });
  const [first, second] = found.tables;
  expect(first?.suggestedKey?.column).toBe('customer_id');
  expect(second?.suggestedKey?.column).toBe('client');
  expect(second?.keysRepeat).toBe(true);
  const suggested = second?.columns.map((column) => column.suggested) ?? [];
  expect(suggested.map(({ role, aggregation }) => [role, aggregation])).toEqual([
    ['ignored', 'distinct'],
    ['feature', 'sum'],
    ['ignored', 'last'],
  ]);
  expect(found.suggestedLabel).toMatchObject({ table: null, column: 'segment' });
});

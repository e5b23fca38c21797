// The sample of a table, view or query of a SQLite database. Nothing here grows with the size of the
// database: no count and no scan of a large table.
import { statSync } from 'node:fs';
import type Database from 'better-sqlite3';
import { PersonaeError } from '#shared/errors';
import type { SqlParameter } from '#shared/recipe/source';
import { identifier } from '../../duckdb/sql-text.ts';
import { sampledRowLimit, type SourceSample } from '../source-sample.ts';
import { cutSql, sqliteValue, storageNote } from './cell-value.ts';
import { prepareSelect } from './check-select.ts';
import { estimateByStatistics, rowIdSpan, sampleByRowId, type RowIdSpan } from './row-ids.ts';
import type { SqliteTable } from './list-tables.ts';

/** Below this a database is read through in well under a second. */
const smallBytes = 64 * 2 ** 20;
const firstRowLimit = 1000;
const fewRows = 20_000;

function isSmall(database: Database.Database): boolean {
  return (statSync(database.name, { throwIfNoEntry: false })?.size ?? 0) <= smallBytes;
}

/** Steps of SQLite's programs that read everything before the first row comes out. */
const collectingSteps = new Set([
  'SorterOpen',
  'AggStep',
  'AggStep1',
  'OpenAutoindex',
  'OpenEphemeral',
]);

function collectsFirst(
  database: Database.Database,
  sql: string,
  parameters: Readonly<Record<string, SqlParameter>>,
): boolean {
  const statement = database.prepare<unknown[], { opcode: string }>(`EXPLAIN ${sql}`);
  return statement.all(parameters).some(({ opcode }) => collectingSteps.has(opcode));
}

const notSampledNote =
  'Not looked into: its rows come only after whole tables have been sorted or grouped.';

function rawRows(statement: Database.Statement<unknown[]>, limit: number): unknown[][] {
  const rows: unknown[][] = [];
  for (const row of statement.raw().safeIntegers().iterate()) {
    // `raw` makes rows arrays, which the types do not know.
    rows.push(row as unknown[]);
    if (rows.length >= limit) break;
  }
  return rows;
}

interface Counted {
  readonly rowCount: number | null;
  readonly rowCountExact: boolean;
}

const notCounted: Counted = { rowCount: null, rowCountExact: false };

function countTable(
  database: Database.Database,
  table: SqliteTable,
  span: RowIdSpan | null,
  gap: number,
): Counted {
  const estimate = span === null ? null : Math.max(1, Math.round(span.length / gap));
  if (isSmall(database) || (estimate !== null && estimate <= fewRows)) {
    const sql = `SELECT count(*) FROM ${identifier(table.name)}`;
    const count = database.prepare<[], number>(sql).pluck().get() ?? 0;
    return { rowCount: count, rowCountExact: true };
  }
  return {
    rowCount: estimate ?? estimateByStatistics(database, table.name),
    rowCountExact: false,
  };
}

function sampleOf(
  names: readonly string[],
  first: readonly unknown[][],
  spread: readonly unknown[][],
  counted: Counted,
  note?: string,
): SourceSample {
  const all = [...first, ...spread];
  return {
    columns: names.map((name, index) => {
      const remark = note ?? storageNote(all.map((row) => row[index] ?? null));
      return remark === undefined ? { name } : { name, note: remark };
    }),
    firstRows: first.map((row) => row.map(sqliteValue)),
    spreadRows: spread.map((row) => row.map(sqliteValue)),
    ...counted,
    decimal: '.',
    warnings: [],
  };
}

function columnNames(database: Database.Database, sql: string): string[] {
  return database
    .prepare(sql)
    .columns()
    .map(({ name }) => name);
}

/** @throws an error of SQLite where a view cannot be read. */
export function sampleTable(database: Database.Database, table: SqliteTable): SourceSample {
  const from = identifier(table.name);
  const names = columnNames(database, `SELECT * FROM ${from}`);
  if (names.length === 0) return sampleOf([], [], [], notCounted);
  const columns = names.map(cutSql).join(', ');
  const limit = sampledRowLimit(names.length, firstRowLimit);
  const sql = `SELECT ${columns} FROM ${from} LIMIT ${limit + 1}`;
  if (table.kind === 'view') {
    if (!isSmall(database) && collectsFirst(database, sql, {})) {
      return sampleOf(names, [], [], notCounted, notSampledNote);
    }
    const rows = rawRows(database.prepare<unknown[]>(sql), limit + 1);
    const exact = rows.length <= limit;
    const counted = exact ? { rowCount: rows.length, rowCountExact: true } : notCounted;
    return sampleOf(names, rows.slice(0, limit), [], counted);
  }
  const first = rawRows(database.prepare<unknown[]>(sql), limit);
  const span = table.hasRowId ? rowIdSpan(database, table.name, names) : null;
  const spread =
    span === null || first.length < limit
      ? { rows: [], meanGap: 1 }
      : sampleByRowId(database, table.name, columns, span);
  return sampleOf(names, first, spread.rows, countTable(database, table, span, spread.meanGap));
}

/** @throws PersonaeError `query.*`, `column.duplicate`. */
export function sampleSelect(
  database: Database.Database,
  sql: string,
  parameters: Readonly<Record<string, SqlParameter>>,
): SourceSample {
  const statement = prepareSelect(database, sql, parameters);
  const names = statement.columns().map(({ name }) => name);
  if (!isSmall(database) && collectsFirst(database, sql, parameters)) {
    return sampleOf(names, [], [], notCounted, notSampledNote);
  }
  const limit = sampledRowLimit(names.length, firstRowLimit);
  const rows = rawRows(statement, limit + 1);
  const counted =
    rows.length <= limit ? { rowCount: rows.length, rowCountExact: true } : notCounted;
  return sampleOf(names, rows.slice(0, limit), [], counted);
}

/** @throws PersonaeError `table.missing` with the names there are. */
export function requireTable(tables: readonly SqliteTable[], name: string): SqliteTable {
  const wanted = name.toLowerCase();
  const table = tables.find((candidate) => candidate.name.toLowerCase() === wanted);
  if (table !== undefined) return table;
  const names = tables.map((candidate) => candidate.name);
  throw new PersonaeError({
    code: 'table.missing',
    message: `There is no table or view named ${name}.`,
    hint:
      names.length === 0
        ? 'The database has no tables.'
        : `There are: ${names.slice(0, 20).join(', ')}.`,
  });
}

// The sample of a table, view or query of a SQLite database. Nothing here grows with the size of the
// database: no count and no scan of a large table.
import type Database from 'better-sqlite3';
import { PersonaeError } from '#shared/errors';
import type { SqlParameter } from '#shared/recipe/source';
import { identifier } from '../../duckdb/sql-text.ts';
import { sampledRowLimit, type SourceSample } from '../source-sample.ts';
import { cutSql, sqliteValue, storageNote } from './cell-value.ts';
import { prepareSelect } from './check-select.ts';
import { isWorthRunning, patience, sizeOfDatabase, type Patience } from './is-worth-running.ts';
import { estimateByStatistics, rowIdSpan, sampleByRowId, type RowIdSpan } from './row-ids.ts';
import type { SqliteTable } from './list-tables.ts';

const firstRowLimit = 1000;
const fewRows = 20_000;

const notSampledNote =
  'Not looked into: its first row may come only after whole tables have been read.';

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
  const isSmall = sizeOfDatabase(database) <= patience.description;
  const estimate = span === null ? null : Math.max(1, Math.round(span.length / gap));
  if (isSmall || (estimate !== null && estimate <= fewRows)) {
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
export function sampleTable(
  database: Database.Database,
  table: SqliteTable,
  how: Patience,
): SourceSample {
  const from = identifier(table.name);
  const names = columnNames(database, `SELECT * FROM ${from}`);
  if (names.length === 0) return sampleOf([], [], [], notCounted);
  const columns = names.map(cutSql).join(', ');
  const limit = sampledRowLimit(names.length, firstRowLimit);
  const sql = `SELECT ${columns} FROM ${from} LIMIT ${limit + 1}`;
  if (table.kind === 'view') {
    if (!isWorthRunning(database, `SELECT * FROM ${from}`, {}, how)) {
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
  if (!isWorthRunning(database, sql, parameters, 'preview')) {
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

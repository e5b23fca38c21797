// A table or query of a SQLite database as text columns, a few thousand rows at a time.
import { setImmediate } from 'node:timers/promises';
import { DuckDBDataChunk, BIGINT, VARCHAR } from '@duckdb/node-api';
import type { Source } from '#shared/recipe/source';
import type { DuckDb } from '../duckdb/open-duckdb.ts';
import { identifier } from '../duckdb/sql-text.ts';
import { cancelled, throwIfCancelled, type JobContext } from '../jobs/job-context.ts';
import { prepareSelect } from '../sources/sqlite/check-select.ts';
import { sqliteValue } from '../sources/sqlite/cell-value.ts';
import { openSqlite } from '../sources/sqlite/open-sqlite.ts';
import { sqliteError } from '../sources/sqlite/sqlite-error.ts';
import { noRejectedRows, type RejectedRows } from '../sources/scan.ts';

/** Rows of one of DuckDB's vectors. */
const vectorSize = 2048;

type SqliteSource = Extract<Source, { kind: 'sqlite' }>;

/** @throws PersonaeError `file.*`, `table.missing`, `query.*`, `job.cancelled` */
export async function loadSqlite(
  duckDb: DuckDb,
  source: SqliteSource,
  names: readonly string[],
  table: string,
  context: JobContext,
): Promise<RejectedRows> {
  const columns = names.map((name) => `${identifier(name)} VARCHAR`);
  await duckDb.run(`CREATE OR REPLACE TABLE ${table} (row_number BIGINT, ${columns.join(', ')})`);
  const database = openSqlite(source.file);
  const appender = await duckDb.connection.createAppender(plainName(table));
  try {
    const statement = statementOf(database, source, names);
    let rows: (string | null)[][] = [];
    let done = 0;
    for (const row of statement.iterate()) {
      rows.push(row.map(textOf));
      if (rows.length < vectorSize) continue;
      append(appender, rows, done, names.length);
      done += rows.length;
      rows = [];
      // The thread that reads also answers calls.
      await setImmediate();
      throwIfCancelled(context);
    }
    if (rows.length > 0) append(appender, rows, done, names.length);
    appender.closeSync();
    if (context.signal.aborted) throw cancelled();
    return noRejectedRows;
  } catch (thrown) {
    throw sqliteError(thrown, source.file);
  } finally {
    database.close();
  }
}

interface Rows {
  iterate(): IterableIterator<unknown[]>;
}

function statementOf(
  database: ReturnType<typeof openSqlite>,
  { from }: SqliteSource,
  names: readonly string[],
): Rows {
  const list = names.map(identifier).join(', ');
  if ('table' in from) {
    const sql = `SELECT ${list} FROM ${identifier(from.table)}`;
    // `raw` makes rows arrays, which the types do not know.
    return database.prepare(sql).raw().safeIntegers() as unknown as Rows;
  }
  const statement = prepareSelect(database, from.sql, from.parameters);
  const all = statement.columns().map(({ name }) => name);
  const indexes = names.map((name) => all.indexOf(name));
  const raw = statement.raw().safeIntegers();
  return {
    *iterate() {
      for (const row of raw.iterate() as IterableIterator<unknown[]>) {
        yield indexes.map((index) => row[index]);
      }
    },
  };
}

/** A whole number stored as a real is written without decimals, as JavaScript has it. */
function textOf(value: unknown): string | null {
  const cell = sqliteValue(value);
  return cell === null ? null : String(cell);
}

type Appender = Awaited<ReturnType<DuckDb['connection']['createAppender']>>;

function append(
  appender: Appender,
  rows: readonly (string | null)[][],
  done: number,
  columnCount: number,
): void {
  const types = [BIGINT, ...Array.from({ length: columnCount }, () => VARCHAR)];
  const chunk = DuckDBDataChunk.create(types, rows.length);
  chunk.setColumnValues(
    0,
    rows.map((_row, i) => BigInt(done + i + 1)),
  );
  for (let column = 0; column < columnCount; column++) {
    chunk.setColumnValues(
      column + 1,
      rows.map((row) => row[column] ?? null),
    );
  }
  appender.appendDataChunk(chunk);
}

/** The appender wants the name without its quotes. */
function plainName(table: string): string {
  return table.slice(1, -1).replaceAll('""', '"');
}

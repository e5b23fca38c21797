// Reads the wanted columns of any source into a table of text columns of the working store, with the
// number of every row. Memory is bounded whatever the size of the source.
import { basename } from 'node:path';
import { PersonaeError } from '#shared/errors';
import type { Source } from '#shared/recipe/source';
import { onDuckDb } from '../duckdb/duckdb-error.ts';
import type { DuckDb } from '../duckdb/open-duckdb.ts';
import { identifier } from '../duckdb/sql-text.ts';
import { isNumberType } from '../ingest/scanned-events.ts';
import { runCancellable, whileCancellable } from '../ingest/run-cancellable.ts';
import type { JobContext } from '../jobs/job-context.ts';
import { describeColumns } from '../sources/describe-column.ts';
import { sampleSource } from '../sources/sample-source.ts';
import { scanSql } from '../sources/scan-sql.ts';
import type { Scan, ScanColumn } from '../sources/scan.ts';
import { loadSqlite } from './load-sqlite.ts';
import type { LoadedSource } from './loaded-source.ts';

export interface LoadRequest {
  readonly source: Source;
  /** As the recipe writes them; names are found whatever their case where none is the same. */
  readonly columns: readonly string[];
  /** The quoted name of the table to make. */
  readonly table: string;
  /** What the table is called in messages. */
  readonly label: string;
}

/**
 * @throws PersonaeError as reading a source does, `column.missing`, `table.empty`, `job.cancelled`
 */
export async function loadSource(
  duckDb: DuckDb,
  request: LoadRequest,
  copyFolder: string,
  context: JobContext,
): Promise<LoadedSource> {
  const { source } = request;
  const sample = await sampleSource(source, 'event');
  const described = describeColumns(sample);
  const names = request.columns.map((name) => findColumn(name, described, request));
  const rejected =
    source.kind === 'sqlite'
      ? await loadSqlite(duckDb, source, names, request.table, context)
      : await loadScanned(duckDb, source, names, request.table, copyFolder, context);
  const [[count] = []] = await runCancellable(
    duckDb,
    `SELECT count(*) FROM ${request.table}`,
    context,
  );
  const rowCount = Number(count ?? 0);
  if (rowCount === 0) throw noRows(source);
  return {
    rowCount,
    decimal: sample.decimal,
    rejected,
    columns: names.map((name, i) => {
      const found = described.find((column) => column.name === name);
      return {
        name,
        asked: request.columns[i] ?? name,
        isTime: found?.type === 'time',
        timeFormat: found?.timeFormat ?? 'iso',
      };
    }),
  };
}

function findColumn(
  wanted: string,
  described: readonly { readonly name: string }[],
  { source, label }: LoadRequest,
): string {
  const same = described.find(({ name }) => name === wanted);
  const alike = described.find(({ name }) => name.toLowerCase() === wanted.toLowerCase());
  const found = same ?? alike;
  if (found) return found.name;
  throw new PersonaeError({
    code: 'column.missing',
    message: `${label} (${basename(source.file)}) has no column ${wanted}.`,
    hint: `It has: ${described
      .map(({ name }) => name)
      .slice(0, 20)
      .join(', ')}.`,
  });
}

function noRows(source: Source): PersonaeError {
  return new PersonaeError({
    code: 'table.empty',
    message: `${basename(source.file)} has no rows.`,
    hint: 'Export the data again, or leave the table out.',
  });
}

async function loadScanned(
  duckDb: DuckDb,
  source: Source,
  names: readonly string[],
  table: string,
  copyFolder: string,
  context: JobContext,
): Promise<LoadedSource['rejected']> {
  const scan = await scanSql(source, { copyFolder });
  await scan.prepare(context);
  try {
    return await copyScan(duckDb, scan, source.file, names, table, context);
  } catch (thrown) {
    // A row that does not fit was met further down: once more, from a copy without such rows.
    const soundRows = await scan.afterFault(thrown);
    if (soundRows === null) throw thrown;
    await soundRows.prepare(context);
    return copyScan(duckDb, soundRows, source.file, names, table, context);
  }
}

async function copyScan(
  duckDb: DuckDb,
  scan: Scan,
  file: string,
  names: readonly string[],
  table: string,
  context: JobContext,
): Promise<LoadedSource['rejected']> {
  const columns = names.map((name) => {
    const column = scan.columns.find((other) => other.name === name);
    return `${textSql(column ?? { name, type: 'VARCHAR' })} AS ${identifier(name)}`;
  });
  const sql = `CREATE OR REPLACE TABLE ${table} AS
    SELECT row_number() OVER () AS row_number, ${columns.join(', ')} FROM ${scan.relation}`;
  await whileCancellable(duckDb, context, () => onDuckDb(file, () => duckDb.connection.run(sql)));
  return scan.rejectedRows();
}

/** Numbers stored as such are written without needless decimals: see `keyRule`. */
function textSql({ name, type }: ScanColumn): string {
  const cell = identifier(name);
  const text = `CAST(${cell} AS VARCHAR)`;
  const isFraction = isNumberType(type) === true && !/INT/i.test(type);
  if (!isFraction) return text;
  const number = `CAST(${cell} AS DOUBLE)`;
  return `CASE WHEN ${number} = trunc(${number}) AND abs(${number}) < 9e15
    THEN CAST(CAST(${number} AS BIGINT) AS VARCHAR) ELSE ${text} END`;
}

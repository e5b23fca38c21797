// The rows DuckDB left out, in our words.
import { basename } from 'node:path';
import { PersonaeError } from '#shared/errors';
import { asNumber, asText } from '../../duckdb/js-value.ts';
import type { DuckDb } from '../../duckdb/open-duckdb.ts';
import type { RejectedRows } from '../scan.ts';
import { rejectScansTable, rejectsTable } from './scan-sql.ts';

const exampleCount = 10;

const reasons: Readonly<Record<string, string>> = {
  'MISSING COLUMNS': 'has too few cells',
  'TOO MANY COLUMNS': 'has too many cells',
  'UNQUOTED VALUE': 'has a quote that is never closed, or text behind a closing quote',
  'LINE SIZE OVER MAXIMUM': 'is longer than 2 MB',
  'INVALID ENCODING': 'holds bytes that are not UTF-8',
  'INVALID STATE': 'has quotes where none can stand',
};

export const noRejectedRows: RejectedRows = { count: 0, examples: [] };

async function tableExists(duckDb: DuckDb): Promise<boolean> {
  const rows = await duckDb.rows(
    'SELECT 1 FROM duckdb_tables() WHERE table_name = ? AND temporary',
    [rejectsTable],
  );
  return rows.length > 0;
}

async function readRejects(
  duckDb: DuckDb,
  names: ReadonlyMap<string, string>,
): Promise<RejectedRows> {
  // One faulty row is noted once for every column it lacks, and once for every scan.
  const lines = `SELECT scans.file_path AS path, rejects.line, any_value(rejects.error_type) AS reason
    FROM ${rejectsTable} rejects
    JOIN ${rejectScansTable} scans USING (scan_id, file_id)
    GROUP BY ALL`;
  const [total] = await duckDb.rows(`SELECT count(*) FROM (${lines})`);
  const first = await duckDb.rows(`${lines} ORDER BY path, line LIMIT ${exampleCount}`);
  return {
    count: asNumber(total?.[0]),
    examples: first.map(([path, line, reason]) => {
      const words = reasons[asText(reason)] ?? 'does not fit';
      const name = names.get(asText(path)) ?? basename(asText(path));
      return `${name}, line ${asNumber(line).toLocaleString('en-US')}: ${words}`;
    }),
  };
}

/**
 * What was noted since the last call; the notes are removed.
 * @param names of the files as the person knows them, by the paths that were read.
 */
export async function takeRejectedRows(
  duckDb: DuckDb,
  names: ReadonlyMap<string, string>,
): Promise<RejectedRows> {
  if (!(await tableExists(duckDb))) return noRejectedRows;
  const rejected = await readRejects(duckDb, names);
  await duckDb.run(`DROP TABLE ${rejectsTable}; DROP TABLE ${rejectScansTable}`);
  return rejected;
}

/** @throws PersonaeError `row.ragged` where more rows were left out than read. */
export function refuseMostlyRejected(
  rejected: RejectedRows,
  readCount: number,
  fileName: string,
): void {
  if (rejected.count <= readCount) return;
  throw new PersonaeError({
    code: 'row.ragged',
    message: `${fileName}: ${rejected.count.toLocaleString('en-US')} rows do not fit, more than do. ${rejected.examples.slice(0, 3).join('; ')}.`,
    hint: 'Choose another delimiter or quote, or export the data again.',
  });
}

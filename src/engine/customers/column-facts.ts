// What the cells of a joined column are, found out from all of them.
import type { DuckDb } from '../duckdb/open-duckdb.ts';
import { runCancellable } from '../ingest/run-cancellable.ts';
import type { JobContext } from '../jobs/job-context.ts';
import { isMissingWordSql } from '../sources/missing-words.ts';
import { booleanSql, numberSql } from '../sources/value-sql.ts';

export interface ColumnFacts {
  readonly rowCount: number;
  readonly presentCount: number;
  readonly missingWordCount: number;
  readonly numberCount: number;
  readonly infiniteCount: number;
  readonly truthCount: number;
  readonly distinctCount: number;
  /** Different cells, missing words left out. */
  readonly distinctKnownCount: number;
  /** Cells such as 00123: names, not quantities. */
  readonly leadingZeroCount: number;
  readonly isZeroOrOne: boolean;
}

/** @param table a relation with the text column `field` */
export async function columnFacts(
  duckDb: DuckDb,
  table: string,
  field: string,
  decimal: '.' | ',',
  context: JobContext,
): Promise<ColumnFacts> {
  const sql = `SELECT count(*), count(cell), count(*) FILTER (WHERE word), count(number),
      count(*) FILTER (WHERE infinite), count(truth), count(DISTINCT cell),
      count(DISTINCT cell) FILTER (WHERE NOT word),
      count(*) FILTER (WHERE regexp_matches(cell, '^0[0-9]+$')),
      coalesce(bool_and(number IN (0, 1)), FALSE)
    FROM (SELECT ${field} AS cell, ${isMissingWordSql(field)} AS word,
      ${numberSql(field, decimal)} AS number, ${booleanSql(field)} AS truth,
      isinf(TRY_CAST(${field} AS DOUBLE)) AS infinite FROM ${table})`;
  const [row = []] = await runCancellable(duckDb, sql, context);
  const at = (index: number): number => Number(row[index] ?? 0);
  return {
    rowCount: at(0),
    presentCount: at(1),
    missingWordCount: at(2),
    numberCount: at(3),
    infiniteCount: at(4),
    truthCount: at(5),
    distinctCount: at(6),
    distinctKnownCount: at(7),
    leadingZeroCount: at(8),
    isZeroOrOne: row[9] === true,
  };
}

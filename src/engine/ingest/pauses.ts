// The time since the person's event before, as a column of `event`: computed once, asked for ever,
// whatever length of a pause ends a session.
import type { DuckDb } from '../duckdb/open-duckdb.ts';
import type { JobContext } from '../jobs/job-context.ts';
import { inTransaction } from './ingest-state.ts';
import { runCancellable } from './run-cancellable.ts';
import { featuresStage } from './stages.ts';

/** Microseconds, BIGINT; NULL: the first event of the person. */
export const pauseColumn = 'pause';

/**
 * The column's value. A table made with it has the events of a person side by side.
 * @param prefix `event.` where another column has the same name
 */
export function pauseSql(prefix = ''): string {
  const moment = `${prefix}occurred_at`;
  return `epoch_us(${moment}) - lag(epoch_us(${moment})) OVER (PARTITION BY person ORDER BY ${moment})`;
}

/** How many persons a table with the column has: everybody has one first event. */
export const personCountSql = `count(*) FILTER (WHERE ${pauseColumn} IS NULL)`;

/** Different events; the pause is no part of what was read. */
export const distinctEventsSql = `SELECT DISTINCT COLUMNS(lambda name: name <> '${pauseColumn}') FROM event`;

/** Adds the column where `event` was made without it. */
export async function addPauses(duckDb: DuckDb, context: JobContext): Promise<void> {
  const [known] = await duckDb.rows(
    `SELECT 1 FROM pragma_table_info('event') WHERE name = '${pauseColumn}'`,
  );
  if (known) return;
  context.progress(featuresStage.name, null, 'Pauses between events');
  const made = 'event_with_pauses';
  await runCancellable(
    duckDb,
    `CREATE OR REPLACE TABLE ${made} AS SELECT *, ${pauseSql()} AS ${pauseColumn} FROM event`,
    context,
  );
  await inTransaction(duckDb, async () => {
    await duckDb.run(`DROP TABLE event; ALTER TABLE ${made} RENAME TO event`);
  });
}

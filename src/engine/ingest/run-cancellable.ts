// Runs a statement of DuckDB that the person may cancel at any moment.
import type { JS } from '@duckdb/node-api';
import type { DuckDb } from '../duckdb/open-duckdb.ts';
import { cancelled, throwIfCancelled, type JobContext } from '../jobs/job-context.ts';

const lookEveryMs = 50;

/**
 * The rows of `sql`. While it runs, `watch` is called with DuckDB's own estimate of how far it is,
 * 0 to 1, where it has one.
 * @throws PersonaeError `job.cancelled` and whatever DuckDB reports
 */
export async function runCancellable(
  duckDb: DuckDb,
  sql: string,
  context: JobContext,
  watch: (fraction: number) => void = () => undefined,
): Promise<JS[][]> {
  throwIfCancelled(context);
  const isCancelled = (): boolean =>
    context.signal.aborted || Atomics.load(context.cancelFlag, 0) === 1;
  // An interrupt that comes before the statement has begun is lost: it is repeated.
  const timer = setInterval(() => {
    if (isCancelled()) duckDb.interrupt();
    else watchProgress(duckDb, watch);
  }, lookEveryMs);
  try {
    return await duckDb.rows(sql);
  } catch (thrown) {
    throw isCancelled() ? cancelled() : thrown;
  } finally {
    clearInterval(timer);
  }
}

function watchProgress(duckDb: DuckDb, watch: (fraction: number) => void): void {
  const { percentage } = duckDb.connection.progress;
  if (percentage > 0) watch(Math.min(1, percentage / 100));
}

/** The single value of a query of one row and one column. */
export async function singleValue(
  duckDb: DuckDb,
  sql: string,
  context: JobContext,
): Promise<JS | null> {
  const [row] = await runCancellable(duckDb, sql, context);
  return row?.[0] ?? null;
}

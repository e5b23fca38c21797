// Runs a statement of DuckDB that the person may cancel at any moment.
import type { JS } from '@duckdb/node-api';
import { PersonaeError } from '#shared/errors';
import type { DuckDb } from '../duckdb/open-duckdb.ts';
import { cancelled, throwIfCancelled, type JobContext } from '../jobs/job-context.ts';

const lookEveryMs = 50;

/** The rows of `sql`; otherwise as `whileCancellable`. */
export function runCancellable(
  duckDb: DuckDb,
  sql: string,
  context: JobContext,
  watch?: (fraction: number) => void,
): Promise<JS[][]> {
  return whileCancellable(duckDb, context, () => duckDb.rows(sql), watch);
}

/**
 * What `work` resolves to. While it runs, `watch` is called with DuckDB's own estimate of how far it
 * is, 0 to 1, where it has one.
 * @throws PersonaeError `job.cancelled` and whatever DuckDB reports
 */
export async function whileCancellable<T>(
  duckDb: DuckDb,
  context: JobContext,
  work: () => Promise<T>,
  watch: (fraction: number) => void = () => undefined,
): Promise<T> {
  throwIfCancelled(context);
  const isCancelled = (): boolean =>
    context.signal.aborted || Atomics.load(context.cancelFlag, 0) === 1;
  // An interrupt that comes before the statement has begun is lost: it is repeated.
  const timer = setInterval(() => {
    if (isCancelled()) duckDb.interrupt();
    else watchProgress(duckDb, watch);
  }, lookEveryMs);
  try {
    return await work();
  } catch (thrown) {
    if (isCancelled()) throw cancelled();
    if (thrown instanceof PersonaeError && thrown.code === 'file.damaged') await forget(duckDb);
    throw thrown;
  } finally {
    clearInterval(timer);
  }
}

/** A damaged store is made again the next time. Where even this fails, it cannot be opened then. */
async function forget(duckDb: DuckDb): Promise<void> {
  await duckDb.run('DELETE FROM ingest_state; DELETE FROM read_progress').catch(() => undefined);
}

function watchProgress(duckDb: DuckDb, watch: (fraction: number) => void): void {
  const { percentage } = duckDb.connection.progress;
  if (percentage > 0) watch(Math.min(1, percentage / 100));
}

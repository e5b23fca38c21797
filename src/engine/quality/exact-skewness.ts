// The skewness of a column by sums of decimals: the same on any number of threads.
import type { JobContext } from '../jobs/job-context.ts';
import type { DuckDb } from '../duckdb/open-duckdb.ts';
import { runCancellable } from '../ingest/run-cancellable.ts';

/** m3 / m2^1.5 of the values that are there; null where they are constant or there are none. */
export async function exactSkewness(
  duckDb: DuckDb,
  column: string,
  context: JobContext,
): Promise<number | null> {
  const [ends] = await runCancellable(
    duckDb,
    `SELECT CAST(sum(CAST(${column} AS DECIMAL(38, 9))) AS DOUBLE) / count(${column}),
      min(${column}), max(${column}), count(${column}) FROM event`,
    context,
  );
  const [mean, minimum, maximum, count] = (ends ?? []).map(Number);
  if (mean === undefined || minimum === undefined || maximum === undefined || !count) return null;
  const unit = Math.max(mean - minimum, maximum - mean);
  if (!(unit > 0) || minimum === maximum) return null;
  // Deviations within [-1, 1], so that twenty digits behind the point never overflow.
  const deviation = `((${column} - ${mean}) / ${unit})`;
  const power = (exponent: number): string =>
    `CAST(sum(CAST(pow(${deviation}, ${exponent}) AS DECIMAL(38, 20))) AS DOUBLE)`;
  const [sums] = await runCancellable(
    duckDb,
    `SELECT ${power(2)}, ${power(3)} FROM event WHERE ${column} IS NOT NULL`,
    context,
  );
  const [second = 0, third = 0] = (sums ?? []).map(Number);
  // No power: its last bit differs between the window's engine and the command line's.
  const scale = (second / count) * Math.sqrt(second / count);
  return second > 0 ? third / count / scale : null;
}

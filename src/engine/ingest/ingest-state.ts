// What a working store knows of its own making, so that an interrupted ingestion goes on and a
// finished one is found again. Written in the transactions that write the rows.
import { z } from 'zod';
import type { DuckDb } from '../duckdb/open-duckdb.ts';
import { ingestSummarySchema, type IngestSummary } from './ingest-summary.ts';

/** Raised with every change of the tables' shape; older stores are thrown away. */
const storeFormat = 3;

export interface ChunkProgress {
  readonly scan: number;
  readonly chunk: number;
  readonly upTo: bigint;
  readonly finished: boolean;
  readonly sourceRowCount: number;
  readonly observedCount: number;
  readonly unreadableCount: number;
  readonly unmatchedCount: number;
}

const progressRow = z.tuple([
  z.number(),
  z.number(),
  z.string(),
  z.boolean(),
  z.bigint(),
  z.bigint(),
  z.bigint(),
  z.bigint(),
]);

/** False where the database is of another format and has to be made anew. */
export async function openState(duckDb: DuckDb): Promise<boolean> {
  await duckDb.run(`CREATE TABLE IF NOT EXISTS ingest_state (name VARCHAR, value VARCHAR);
    CREATE TABLE IF NOT EXISTS read_progress (scan INTEGER, chunk INTEGER, up_to VARCHAR,
      finished BOOLEAN, source_rows BIGINT, observed BIGINT, unreadable BIGINT, unmatched BIGINT)`);
  const format = await readText(duckDb, 'format');
  if (format === null) await writeText(duckDb, 'format', String(storeFormat));
  return format === null || format === String(storeFormat);
}

export async function readText(duckDb: DuckDb, name: string): Promise<string | null> {
  const [row] = await duckDb.rows('SELECT value FROM ingest_state WHERE name = $1', [name]);
  return z
    .string()
    .nullable()
    .parse(row?.[0] ?? null);
}

export async function writeText(duckDb: DuckDb, name: string, value: string): Promise<void> {
  await duckDb.run('DELETE FROM ingest_state WHERE name = $1', [name]);
  await duckDb.run('INSERT INTO ingest_state VALUES ($1, $2)', [name, value]);
}

export async function readSummary(duckDb: DuckDb): Promise<IngestSummary | null> {
  const text = await readText(duckDb, 'summary');
  return text === null ? null : ingestSummarySchema.parse(JSON.parse(text));
}

export async function readProgress(duckDb: DuckDb): Promise<ChunkProgress[]> {
  const rows = await duckDb.rows('SELECT * FROM read_progress');
  return rows.map((row) => {
    const [scan, chunk, upTo, finished, ...counts] = progressRow.parse(row);
    const [sourceRowCount, observedCount, unreadableCount, unmatchedCount] = counts;
    return {
      scan,
      chunk,
      upTo: BigInt(upTo),
      finished,
      sourceRowCount: Number(sourceRowCount),
      observedCount: Number(observedCount),
      unreadableCount: Number(unreadableCount),
      unmatchedCount: Number(unmatchedCount),
    };
  });
}

/** Replaces what was known of these chunks. */
export async function writeProgress(
  duckDb: DuckDb,
  chunks: readonly ChunkProgress[],
): Promise<void> {
  if (chunks.length === 0) return;
  const keys = chunks.map(({ scan, chunk }) => `(${scan}, ${chunk})`).join(', ');
  await duckDb.run(`DELETE FROM read_progress WHERE (scan, chunk) IN (${keys})`);
  const values = chunks.map(
    (of) =>
      `(${of.scan}, ${of.chunk}, '${of.upTo}', ${of.finished}, ${of.sourceRowCount}, ${of.observedCount}, ${of.unreadableCount}, ${of.unmatchedCount})`,
  );
  await duckDb.run(`INSERT INTO read_progress VALUES ${values.join(', ')}`);
}

/** Runs `work` in one transaction: all of it or nothing. */
export async function inTransaction(duckDb: DuckDb, work: () => Promise<void>): Promise<void> {
  await duckDb.run('BEGIN');
  try {
    await work();
    await duckDb.run('COMMIT');
  } catch (thrown) {
    // After some failures DuckDB has already left the transaction.
    await duckDb.run('ROLLBACK').catch(() => undefined);
    throw thrown;
  }
}

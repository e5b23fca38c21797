// Takes the batches of the reader threads into the staging tables, and commits rows together with
// how far they reach, so that a killed process goes on where it was.
import type { DuckDBAppender } from '@duckdb/node-api';
import type { DuckDb } from '../duckdb/open-duckdb.ts';
import { onDuckDb } from '../duckdb/duckdb-error.ts';
import type { Batch } from '../sources/sqlite/page-reader-plan.ts';
import { appendCells, hasCells, StageAppender } from './append-batch.ts';
import { chunkKey, eventsAreRead, knownChunks } from './chunks-left.ts';
import { inTransaction, writeProgress, type ChunkProgress } from './ingest-state.ts';
import type { ScanReaders } from './scan-readers.ts';
import type { SqlitePlan } from './sqlite-plan.ts';
import { stageCells, stageTypes } from './stage-columns.ts';

const commitEveryMs = 1000;

export interface StoreSettings {
  readonly plan: SqlitePlan;
  /** Of chunks begun earlier. */
  readonly progress: readonly ChunkProgress[];
  /** Called after every commit. */
  readonly onCommit: (progress: readonly ChunkProgress[]) => void;
}

/** How reading ended, once all that came has been committed. */
export async function storeBatches(
  duckDb: DuckDb,
  { plan, progress, onCommit }: StoreSettings,
  readers: ScanReaders,
): Promise<NonNullable<ScanReaders['end']>> {
  const known = knownChunks(progress);
  for (;;) {
    let end: ScanReaders['end'];
    await inTransaction(duckDb, async () => {
      const changed = new Map<string, ChunkProgress>();
      end = await appendFor(duckDb, plan, readers, (batch) => {
        const key = chunkKey(batch.scan, batch.chunk);
        const reached = advanced(known.get(key), batch);
        known.set(key, reached);
        changed.set(key, reached);
        // Somebody waits for the last of the events: they are committed at once.
        return batch.scan === 0 && batch.finished && eventsAreRead(plan.chunks, known);
      });
      await writeProgress(duckDb, [...changed.values()]);
    });
    onCommit([...known.values()]);
    if (end !== undefined) return end;
  }
}

function advanced(before: ChunkProgress | undefined, batch: Batch): ChunkProgress {
  return {
    scan: batch.scan,
    chunk: batch.chunk,
    upTo: batch.upTo,
    finished: batch.finished,
    sourceRowCount: (before?.sourceRowCount ?? 0) + batch.sourceRowCount,
    observedCount: (before?.observedCount ?? 0) + batch.observedCount,
    unreadableCount: (before?.unreadableCount ?? 0) + batch.unreadableCount,
    unmatchedCount: (before?.unmatchedCount ?? 0) + batch.unmatchedCount,
  };
}

/**
 * Appends batches until it is time to commit; the end, where it came.
 * @param onBatch says whether that time has come
 */
async function appendFor(
  duckDb: DuckDb,
  plan: SqlitePlan,
  readers: ScanReaders,
  onBatch: (batch: Batch) => boolean,
): Promise<ScanReaders['end']> {
  const tables = new OpenAppenders(duckDb, plan);
  const started = performance.now();
  try {
    while (performance.now() - started < commitEveryMs) {
      const batch = await readers.next();
      if (batch === undefined) break;
      await tables.append(batch);
      readers.stored(batch);
      if (onBatch(batch)) break;
    }
    return readers.isDrained ? readers.end : undefined;
  } finally {
    await tables.close();
  }
}

/** The appenders of one transaction. */
class OpenAppenders {
  readonly #duckDb: DuckDb;
  readonly #plan: SqlitePlan;
  readonly #stages = new Map<string, StageAppender>();
  #cells: DuckDBAppender | undefined;

  constructor(duckDb: DuckDb, plan: SqlitePlan) {
    this.#duckDb = duckDb;
    this.#plan = plan;
  }

  async append({ scan, columns, rowCount }: Batch): Promise<void> {
    const target = this.#plan.scans[scan];
    if (target === undefined || rowCount === 0) return;
    const { connection } = this.#duckDb;
    await onDuckDb('the working store', async () => {
      const stage =
        this.#stages.get(target.table) ??
        new StageAppender(
          await connection.createAppender(target.table),
          stageTypes(target.columns),
        );
      this.#stages.set(target.table, stage);
      stage.append(columns, rowCount);
      if (!hasCells(columns)) return;
      this.#cells ??= await connection.createAppender(stageCells);
      appendCells(this.#cells, scan, target.columns, columns);
    });
  }

  async close(): Promise<void> {
    for (const appender of [...this.#stages.values(), this.#cells]) {
      await onDuckDb('the working store', () => Promise.resolve(appender?.closeSync()));
    }
  }
}

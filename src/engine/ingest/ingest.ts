// From a mapped source to the table `event` in the working store. What was ingested before is found
// again; what was interrupted goes on.
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { basename } from 'node:path';
import { PersonaeError } from '#shared/errors';
import type { Mapping } from '#shared/recipe/mapping';
import type { Source } from '#shared/recipe/source';
import type { DuckDb } from '../duckdb/open-duckdb.ts';
import { throwIfCancelled, type JobContext } from '../jobs/job-context.ts';
import { fingerprintSource } from '../sources/fingerprint.ts';
import type { StoreSlot } from '../store/store-slot.ts';
import type { WorkingStore } from '../store/working-store.ts';
import { inTransaction, writeText } from './ingest-state.ts';
import { ingestScanned } from './ingest-scanned.ts';
import { ingestSqlite } from './ingest-sqlite.ts';
import type { IngestSummary } from './ingest-summary.ts';
import type { IngestedTables } from './ingested-tables.ts';
import { openStoreDatabase } from './store-database.ts';
import { readingStage, sortingStage } from './stages.ts';
import { readerCountFor, WaitingReaders } from './waiting-readers.ts';

export interface IngestOptions {
  readonly threadCount: number;
  /** Of the threads, how many read SQLite. Default: as many as the file is worth. */
  readonly readerCount?: number;
  /** Entry of the threads that read SQLite. */
  readonly readerThreadUrl: URL;
}

/** `file` of the source is a path. The tables must be closed by whoever asked for them. */
export async function ingest(
  source: Source,
  mapping: Mapping,
  store: WorkingStore,
  context: JobContext,
  options: IngestOptions,
): Promise<IngestedTables> {
  throwIfCancelled(context);
  const fingerprint = await fingerprintSource(source);
  const slot = store.take(storeKey(fingerprint, source, mapping));
  const waiting = new WaitingReaders(options.readerThreadUrl);
  let duckDb: DuckDb | undefined;
  const close = (): void => {
    duckDb?.close();
    slot.release();
  };
  try {
    // A new store has to be filled: the threads load their modules while it is opened.
    if (source.kind === 'sqlite' && !existsSync(slot.databasePath)) {
      waiting.start(readerCountOf(source, options));
    }
    const database = await openStoreDatabase(slot, options.threadCount);
    duckDb = database.duckDb;
    const summary =
      database.summary ??
      (await make(duckDb, slot, { source, mapping, fingerprint }, waiting, context, options));
    context.progress(readingStage.name, 1);
    context.progress(sortingStage.name, 1);
    return { duckDb, summary, source, mapping, close };
  } catch (thrown) {
    close();
    throw thrown;
  } finally {
    await waiting.stop();
  }
}

/**
 * The tables of what was ingested before, at once; null where the source has to be read first, or
 * where a running job has them.
 */
export async function openIngested(
  source: Source,
  mapping: Mapping,
  store: WorkingStore,
  { threadCount }: Pick<IngestOptions, 'threadCount'>,
): Promise<IngestedTables | null> {
  const fingerprint = await fingerprintSource(source);
  const slot = store.take(storeKey(fingerprint, source, mapping));
  let duckDb: DuckDb | undefined;
  const close = (): void => {
    duckDb?.close();
    slot.release();
  };
  try {
    const database = await openStoreDatabase(slot, threadCount);
    duckDb = database.duckDb;
    if (database.summary) return { duckDb, summary: database.summary, source, mapping, close };
    close();
    return null;
  } catch (thrown) {
    close();
    throw thrown;
  }
}

function readerCountOf({ file }: Source, { readerCount, threadCount }: IngestOptions): number {
  return readerCount ?? readerCountFor(file, threadCount);
}

/** Where the file lies makes no difference; what is read from it, and how, does. */
function storeKey(fingerprint: string, source: Source, mapping: Mapping): string {
  const json = JSON.stringify({ fingerprint, source: { ...source, file: '' }, mapping });
  return createHash('sha256').update(json).digest('hex').slice(0, 40);
}

interface MakeInput {
  readonly source: Source;
  readonly mapping: Mapping;
  readonly fingerprint: string;
}

async function make(
  duckDb: DuckDb,
  slot: StoreSlot,
  { source, mapping, fingerprint }: MakeInput,
  waiting: WaitingReaders,
  context: JobContext,
  options: IngestOptions,
): Promise<IngestSummary> {
  let summary: IngestSummary | undefined;
  if (source.kind === 'sqlite') {
    const readerCount = readerCountOf(source, options);
    const input = { source, mapping, fingerprint, readerCount, waiting };
    summary = await ingestSqlite(duckDb, input, context);
  } else {
    summary = await ingestScanned(duckDb, source, mapping, fingerprint, slot.copyFolder, context);
  }
  await requireUnchanged(source, fingerprint);
  const made = summary;
  await inTransaction(duckDb, async () => {
    await writeText(duckDb, 'summary', JSON.stringify(made));
    await duckDb.run(
      'DROP TABLE IF EXISTS stage_event; DROP TABLE IF EXISTS stage_detail; DROP TABLE IF EXISTS stage_cells',
    );
  });
  await duckDb.run('CHECKPOINT');
  return summary;
}

/** @throws PersonaeError `file.changed` where somebody wrote to the source meanwhile */
async function requireUnchanged(source: Source, fingerprint: string): Promise<void> {
  if ((await fingerprintSource(source)) === fingerprint) return;
  throw new PersonaeError({
    code: 'file.changed',
    message: `${basename(source.file)} was changed while it was read.`,
    hint: 'Wait until nobody writes to it, and start again.',
  });
}

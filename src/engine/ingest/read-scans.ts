// Has reader threads read what is left of a plan into the staging tables.
import { closeSync, openSync } from 'node:fs';
import type { DuckDb } from '../duckdb/open-duckdb.ts';
import { onDuckDb } from '../duckdb/duckdb-error.ts';
import { cancelled, type JobContext } from '../jobs/job-context.ts';
import { addKey, createKeys } from '../sources/sqlite/page-reader-keys.ts';
import { sentColumns } from '../sources/sqlite/page-reader.ts';
import { chunksLeft, knownChunks } from './chunks-left.ts';
import { ScanReaders } from './scan-readers.ts';
import type { SqlitePlan, TextColumn } from './sqlite-plan.ts';
import { storeBatches, type StoreSettings } from './store-batches.ts';
import type { WaitingReaders } from './waiting-readers.ts';

export interface ReadSettings extends StoreSettings {
  readonly file: string;
  readonly readerCount: number;
  readonly waiting: WaitingReaders;
}

/** Why everything has to be read again, by another plan. */
export type PlanChange = TextColumn | 'keys-beyond';

const lookEveryMs = 50;

/**
 * Reads what is left of the plan.
 * @returns null when all is read
 * @throws PersonaeError `job.cancelled`, what reading the database meets, `disk.full`
 */
export async function readScans(
  duckDb: DuckDb,
  settings: ReadSettings,
  context: JobContext,
): Promise<PlanChange | null> {
  const { file, plan, readerCount, waiting } = settings;
  const chunks = chunksLeft(plan.chunks, knownChunks(settings.progress));
  if (chunks.length === 0) return null;
  const keys = await stagedKeys(duckDb, plan);
  const descriptor = openSync(file, 'r');
  try {
    const workers = waiting.take(Math.max(1, Math.min(readerCount, chunks.length)));
    const scans = plan.scans.map(({ scan }) => scan);
    const readers = new ScanReaders(workers, { file, descriptor, scans, chunks, keys });
    return planChange(plan, await readAll(duckDb, settings, readers, context));
  } finally {
    closeSync(descriptor);
  }
}

async function readAll(
  duckDb: DuckDb,
  settings: StoreSettings,
  readers: ScanReaders,
  context: JobContext,
): Promise<NonNullable<ScanReaders['end']>> {
  const timer = setInterval(() => {
    if (context.signal.aborted || Atomics.load(context.cancelFlag, 0) === 1) {
      readers.fail(cancelled());
    }
  }, lookEveryMs);
  try {
    return await storeBatches(duckDb, settings, readers);
  } finally {
    clearInterval(timer);
    await readers.stop();
  }
}

/** The bits of the keys that are staged already; null where details are not looked up in them. */
async function stagedKeys(
  duckDb: DuckDb,
  { scans }: SqlitePlan,
): Promise<Int32Array<SharedArrayBuffer> | null> {
  if (scans[0]?.scan.keyColumn === undefined) return null;
  const keys = createKeys();
  await onDuckDb('the working store', async () => {
    const result = await duckDb.connection.stream(
      'SELECT event_key FROM stage_event WHERE event_key IS NOT NULL',
    );
    for (;;) {
      const chunk = await result.fetchChunk();
      if (!chunk || chunk.rowCount === 0) return;
      chunk.visitColumnValues(0, (key) => addKey(keys, Number(key)));
    }
  });
  return keys;
}

function planChange(plan: SqlitePlan, end: NonNullable<ScanReaders['end']>): PlanChange | null {
  if (end.type === 'finished') return null;
  if (end.type === 'key-beyond') return 'keys-beyond';
  const { scan } = plan.scans[end.scan] ?? {};
  const columns =
    scan?.kind === 'table' ? sentColumns(scan) : [undefined, ...(scan?.columns ?? [])];
  return { scan: end.scan, name: columns[end.column]?.name ?? '' };
}

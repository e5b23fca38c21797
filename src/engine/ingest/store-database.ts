// Opens the database of a working store. A damaged one, or one of another format, is thrown away:
// everything in it can be made again.
import { mkdirSync } from 'node:fs';
import { PersonaeError, type ErrorCode } from '#shared/errors';
import { openDuckDb, type DuckDb } from '../duckdb/open-duckdb.ts';
import { onStoreFolder, type StoreSlot } from '../store/store-slot.ts';
import { openState, readSummary } from './ingest-state.ts';
import type { IngestSummary } from './ingest-summary.ts';

export interface StoreDatabase {
  readonly duckDb: DuckDb;
  /** Of a finished ingestion. */
  readonly summary: IngestSummary | null;
}

/** Throwing the store away would not help against these. */
const notTheStoresFault: readonly ErrorCode[] = [
  'disk.full',
  'memory.full',
  'file.unwritable',
  'file.unreadable',
  'file.locked',
];

export async function openStoreDatabase(
  slot: StoreSlot,
  threadCount: number,
): Promise<StoreDatabase> {
  try {
    const database = await open(slot, threadCount);
    if (database) return database;
  } catch (thrown) {
    if (thrown instanceof PersonaeError && notTheStoresFault.includes(thrown.code)) throw thrown;
  }
  onStoreFolder(slot.databasePath, () => slot.reset());
  const database = await open(slot, threadCount);
  if (database) return database;
  throw new PersonaeError({
    code: 'internal',
    message: 'The working store cannot be made anew.',
    hint: 'Empty the working store from the menu.',
  });
}

/** Null where the store is of another format. */
async function open(slot: StoreSlot, threadCount: number): Promise<StoreDatabase | null> {
  onStoreFolder(slot.spillFolder, () => mkdirSync(slot.spillFolder, { recursive: true }));
  const duckDb = await openDuckDb(slot.databasePath, {
    threadCount,
    temporaryDirectory: slot.spillFolder,
  });
  try {
    if (await openState(duckDb)) {
      const summary = await readSummary(duckDb);
      // A finished store is only good with its table.
      if (summary) await duckDb.rows('SELECT * FROM event LIMIT 1');
      return { duckDb, summary };
    }
  } catch (thrown) {
    duckDb.close();
    throw thrown;
  }
  duckDb.close();
  return null;
}

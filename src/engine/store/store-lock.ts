// A lock that dies with its holder: a transaction on a small SQLite file. It keeps out other
// processes and other connections of the same process alike.
import Database from 'better-sqlite3';

export interface StoreLock {
  release(): void;
}

/** The lock on `path`, or null where somebody else has it. */
export function takeStoreLock(path: string): StoreLock | null {
  const database = new Database(path, { timeout: 0 });
  try {
    database.pragma('journal_mode = MEMORY');
    database.exec('BEGIN EXCLUSIVE');
    return { release: () => database.close() };
  } catch (thrown) {
    database.close();
    if (isBusy(thrown)) return null;
    throw thrown;
  }
}

function isBusy(thrown: unknown): boolean {
  return thrown instanceof Database.SqliteError && thrown.code.startsWith('SQLITE_BUSY');
}

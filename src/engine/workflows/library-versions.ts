// Versions of what the numbers depend on, for the record of a run.
import duckdb from '@duckdb/node-api';
import Sqlite from 'better-sqlite3';

export function libraryVersions(): Record<string, string> {
  const memory = new Sqlite(':memory:');
  try {
    const sqlite = String(memory.prepare('SELECT sqlite_version()').pluck().get());
    return { duckdb: duckdb.version(), sqlite };
  } finally {
    memory.close();
  }
}

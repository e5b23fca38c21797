// Databases whose table `t` is read in one chunk.
import Database from 'better-sqlite3';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { temporaryFolder } from './ingest-fixture.ts';

export const all = { after: -(2n ** 63n), until: 2n ** 63n - 1n };
/** Row ids that a double holds, as those of nearly every table. */
export const ordinary = { after: -1000n, until: 2n ** 50n };

export function newDatabase(pageSize = 4096, encoding = 'UTF-8'): Database.Database {
  const database = new Database(join(temporaryFolder(), 'table.sqlite'));
  onTestFinished(() => void database.close());
  database.pragma(`page_size = ${pageSize}`);
  database.pragma(`encoding = '${encoding}'`);
  return database;
}

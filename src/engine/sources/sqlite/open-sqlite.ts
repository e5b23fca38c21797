// Opens a SQLite database of the person for reading. Nothing is ever written to it; beside one in WAL
// mode SQLite itself puts its helper files -wal and -shm, as every reader of such a database does.
import Database from 'better-sqlite3';
import { statSync } from 'node:fs';
import { basename } from 'node:path';
import { pathToFileURL } from 'node:url';
import { PersonaeError } from '#shared/errors';
import { fileError, requireOrdinary } from '../file-error.ts';
import { onSqlite, sqliteCode } from './sqlite-error.ts';

// better-sqlite3 looks at this once, when the first database of the process is opened. Without it
// a database in a folder that cannot be written to could not be opened as immutable.
process.env.SQLITE_USE_URI ??= '1';

/** How long to wait for another program's lock. */
const lockWaitMs = 1500;

function sizeOf(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.size ?? 0;
}

/** Reading one row of the schema finds out whether the file can be read at all. */
function prepared(database: Database.Database): Database.Database {
  try {
    database.pragma('query_only = ON');
    database.pragma('trusted_schema = OFF');
    database.prepare('SELECT count(*) FROM sqlite_schema').get();
    return database;
  } catch (thrown) {
    database.close();
    throw thrown;
  }
}

function openImmutable(path: string, onWarning: (warning: string) => void): Database.Database {
  const fileName = basename(path);
  if (sizeOf(`${path}-journal`) > 0) {
    throw new PersonaeError({
      code: 'file.unreadable',
      message: `${fileName} stands in the middle of a change: the program that wrote to it ended before it had finished, and ${fileName}-journal says how to undo what it did.`,
      hint: 'Open it once with that program, or with the sqlite3 shell, which puts it in order; then open it here.',
    });
  }
  if (sizeOf(`${path}-wal`) > 0) {
    throw new PersonaeError({
      code: 'file.unreadable',
      message: `${fileName} has changes waiting in ${fileName}-wal, and its folder cannot be written to.`,
      hint: `Copy ${fileName} and ${fileName}-wal together into a folder of yours and open the copy.`,
    });
  }
  onWarning(
    `The folder of ${fileName} cannot be written to: the database is read as it stands, without a lock. Changes made while it is read are not noticed.`,
  );
  const uri = `${pathToFileURL(path).href}?immutable=1`;
  return prepared(new Database(uri, { readonly: true, timeout: lockWaitMs }));
}

/**
 * Opens a database read-only. One in WAL mode is read with its latest changes; where its folder
 * cannot be written to it is read as immutable, and `onWarning` is told.
 * @throws PersonaeError `file.missing`, `file.unreadable`, `file.locked`, `file.not-a-database`,
 * `file.damaged`.
 */
export function openSqlite(
  path: string,
  onWarning: (warning: string) => void = () => undefined,
): Database.Database {
  try {
    requireOrdinary(statSync(path), path);
  } catch (thrown) {
    throw fileError(thrown, path);
  }
  return onSqlite(path, () => {
    try {
      return prepared(new Database(path, { readonly: true, timeout: lockWaitMs }));
    } catch (thrown) {
      if (/^SQLITE_(CANTOPEN|READONLY)/.test(sqliteCode(thrown))) {
        return openImmutable(path, onWarning);
      }
      throw thrown;
    }
  });
}

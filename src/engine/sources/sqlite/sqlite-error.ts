// What SQLite says when a database of the person cannot be read, in words and codes of ours.
import { basename } from 'node:path';
import { PersonaeError, type ErrorValue } from '#shared/errors';

export function sqliteCode(thrown: unknown): string {
  return typeof thrown === 'object' && thrown !== null && 'code' in thrown
    ? String(thrown.code)
    : '';
}

function messageOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown);
}

function errorFor(code: string, fileName: string, message: string): ErrorValue | undefined {
  if (code.startsWith('SQLITE_BUSY') || code.startsWith('SQLITE_LOCKED')) {
    return {
      code: 'file.locked',
      message: `${fileName} is locked by another program that writes to it.`,
      hint: 'Close that program, or wait until it has finished, and try again.',
    };
  }
  if (code.startsWith('SQLITE_NOTADB')) {
    return {
      code: 'file.not-a-database',
      message: `${fileName} is not a SQLite database, or it is encrypted.`,
      hint: 'If it is encrypted, export it without a password first.',
    };
  }
  if (code.startsWith('SQLITE_CORRUPT')) {
    return {
      code: 'file.damaged',
      message: `${fileName} is damaged or was cut off.`,
      hint: 'Copy it again from where it came from, or repair it with the .recover command of the sqlite3 shell.',
    };
  }
  if (code.startsWith('SQLITE_IOERR') || code.startsWith('SQLITE_PERM')) {
    return {
      code: 'file.unreadable',
      message: `The disk reported an error while ${fileName} was read.`,
      hint: 'Check that the disk or the network folder is connected.',
    };
  }
  if (code.startsWith('SQLITE_CANTOPEN') || code.startsWith('SQLITE_READONLY')) {
    return {
      code: 'file.unreadable',
      message: `${fileName} cannot be opened.`,
      hint: 'Check that you may read it; a database in WAL mode also needs its -wal file beside it.',
    };
  }
  if (code.startsWith('SQLITE_FULL')) {
    return {
      code: 'disk.full',
      message: `The disk is full: there is no room to sort the rows of ${fileName}.`,
      hint: 'Free some space and try again.',
    };
  }
  if (code.startsWith('SQLITE_NOMEM') || code.startsWith('SQLITE_TOOBIG')) {
    return {
      code: 'memory.full',
      message: `There was not enough memory to read ${fileName}.`,
      hint: 'Map fewer columns, and leave out those that hold very large values.',
    };
  }
  if (code.startsWith('SQLITE_')) {
    return {
      code: 'query.invalid',
      message: `${fileName}: SQLite cannot run this: ${message}.`,
      hint: 'Check the names of tables and columns.',
    };
  }
  return undefined;
}

/** The error of ours for a failure of SQLite; any other is passed on. */
export function sqliteError(thrown: unknown, path: string): unknown {
  if (thrown instanceof PersonaeError) return thrown;
  const value = errorFor(sqliteCode(thrown), basename(path), messageOf(thrown));
  return value === undefined ? thrown : new PersonaeError(value, thrown);
}

/** Runs `work` on a database; a failure of SQLite becomes a PersonaeError. */
export function onSqlite<T>(path: string, work: () => T): T {
  try {
    return work();
  } catch (thrown) {
    throw sqliteError(thrown, path);
  }
}

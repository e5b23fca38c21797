// One working store on disk: a folder with the database, what DuckDB spills, and the lock.
import { existsSync, mkdirSync, readdirSync, rmSync, statSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { PersonaeError } from '#shared/errors';
import { takeStoreLock, type StoreLock } from './store-lock.ts';

const lockName = 'lock';

export interface StoreSlot {
  readonly databasePath: string;
  /** For what does not fit into memory. */
  readonly spillFolder: string;
  /** For copies of sources that DuckDB cannot read directly. */
  readonly copyFolder: string;
  /** Throws the database away; a new one can be opened at the same path. */
  reset(): void;
  /** Lets others have it. The database must be closed. */
  release(): void;
}

/** The slot in `folder`, made where it is missing; null where somebody else uses it. */
export function takeSlot(folder: string): StoreSlot | null {
  const lock = onStoreFolder(folder, () => {
    mkdirSync(folder, { recursive: true });
    return takeStoreLock(join(folder, lockName));
  });
  return lock && slotIn(folder, lock);
}

function slotIn(folder: string, lock: StoreLock): StoreSlot {
  const spillFolder = join(folder, 'spill');
  const now = new Date();
  utimesSync(join(folder, lockName), now, now);
  // Whoever was killed left what had been spilled.
  rmSync(spillFolder, { recursive: true, force: true });
  return {
    databasePath: join(folder, 'store.duckdb'),
    spillFolder,
    copyFolder: join(folder, 'copies'),
    reset: () => clear(folder),
    release: () => {
      rmSync(spillFolder, { recursive: true, force: true });
      lock.release();
    },
  };
}

/** Everything but the lock, without which others could come in. */
function clear(folder: string): void {
  for (const name of readdirSync(folder)) {
    if (name !== lockName) rmSync(join(folder, name), { recursive: true, force: true });
  }
}

/**
 * Empties a slot that nobody uses; says how many bytes that freed. The lock stays: whoever waits for
 * it must not be left with one that stands for nothing.
 */
export function emptySlot(folder: string): number {
  const lock = takeStoreLock(join(folder, lockName));
  if (lock === null) return 0;
  const freed = folderSize(folder);
  clear(folder);
  lock.release();
  return freed;
}

export function lastUsed(folder: string): number {
  return statSync(join(folder, lockName), { throwIfNoEntry: false })?.mtimeMs ?? 0;
}

/** Bytes of all files below `folder`; what vanishes meanwhile counts nothing. */
export function folderSize(folder: string): number {
  let size = 0;
  for (const entry of entriesOf(folder)) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) size += folderSize(path);
    else size += statSync(path, { throwIfNoEntry: false })?.size ?? 0;
  }
  return size;
}

function entriesOf(folder: string) {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch (thrown) {
    if (isCode(thrown, 'ENOENT')) return [];
    throw thrown;
  }
}

const slotName = /^store-[0-9a-f]+-\d+$/;

export function slotFolder(folder: string, key: string, number: number): string {
  return join(folder, `store-${key}-${number}`);
}

/** The slots in `folder`, and nothing else that may lie there; none where it does not exist. */
export function slotFolders(folder: string): string[] {
  return entriesOf(folder)
    .filter((entry) => entry.isDirectory() && slotName.test(entry.name))
    .map(({ name }) => join(folder, name))
    .filter((slot) => existsSync(join(slot, lockName)));
}

function isCode(thrown: unknown, ...codes: string[]): boolean {
  return thrown instanceof Error && 'code' in thrown && codes.some((code) => code === thrown.code);
}

/** Failures of the file system about the working store, in words of ours. */
export function onStoreFolder<T>(folder: string, work: () => T): T {
  try {
    return work();
  } catch (thrown) {
    if (isCode(thrown, 'ENOSPC', 'EDQUOT', 'SQLITE_FULL')) {
      throw new PersonaeError(
        {
          code: 'disk.full',
          message: 'The disk is full: there is no room for the working store.',
          hint: 'Free some space, or empty the working store from the menu, and try again.',
        },
        thrown,
      );
    }
    if (
      isCode(
        thrown,
        'EACCES',
        'EPERM',
        'EROFS',
        'ENOTDIR',
        'EEXIST',
        'SQLITE_CANTOPEN',
        'SQLITE_READONLY',
      )
    ) {
      throw new PersonaeError(
        {
          code: 'file.unwritable',
          message: `The working store cannot be written to: ${folder}.`,
          hint: 'Choose a folder where you may write.',
        },
        thrown,
      );
    }
    throw thrown;
  }
}

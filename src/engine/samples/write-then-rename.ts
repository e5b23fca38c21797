// A file appears under its name only when it is complete; whatever goes wrong leaves none behind.
import { closeSync, openSync, renameSync, rmSync, statSync } from 'node:fs';
import { PersonaeError } from '#shared/errors';

const hints = {
  'disk.full': 'Free some space or choose another folder, or ask for fewer rows.',
  'file.unwritable': 'Choose a folder that exists and that you may write to.',
} as const;

/**
 * Lets `write` fill a file with another name (`<file>.part`) and gives it its own at the end.
 *
 * @throws PersonaeError `disk.full` or `file.unwritable`; the part is gone then, a file that stood
 *   there before is untouched
 */
export function writeThenRename<Result>(file: string, write: (part: string) => Result): Result {
  const part = `${file}.part`;
  try {
    requirePlace(file, part);
    const result = write(part);
    renameSync(part, file);
    return result;
  } catch (error) {
    removeQuietly(part);
    throw toWriteError(file, error);
  }
}

/** Finds out before the work, not after it, whether there can be a file of that name. */
function requirePlace(file: string, part: string): void {
  if (statSync(file, { throwIfNoEntry: false })?.isDirectory() === true) {
    throw new PersonaeError({
      code: 'file.unwritable',
      message: `There is a folder in the place of the file: ${file}`,
      hint: 'Choose another name.',
    });
  }
  closeSync(openSync(part, 'w'));
}

/** The typed error of what Node or SQLite threw while `file` was written. */
export function toWriteError(file: string, thrown: unknown): unknown {
  if (thrown instanceof PersonaeError || !(thrown instanceof Error)) return thrown;
  const systemCode = 'code' in thrown ? String(thrown.code) : '';
  const full = systemCode === 'SQLITE_FULL' || systemCode === 'ENOSPC' || systemCode === 'EDQUOT';
  const code = full ? 'disk.full' : isFileTrouble(systemCode) ? 'file.unwritable' : undefined;
  if (code === undefined) return thrown;
  const what = full ? 'The disk is full' : 'The file cannot be written';
  return new PersonaeError(
    { code, message: `${what}: ${file} (${thrown.message})`, hint: hints[code] },
    thrown,
  );
}

function isFileTrouble(systemCode: string): boolean {
  return /^(SQLITE_(CANTOPEN|READONLY|IOERR|PERM|BUSY|LOCKED)|E[A-Z]+$)/.test(systemCode);
}

/** The first error is the one to report; a part that cannot be removed either is not news. */
function removeQuietly(part: string): void {
  try {
    rmSync(part, { force: true });
  } catch {
    return;
  }
}

// What SQLite says when a project cannot be read or written, in words and codes of ours.
import { PersonaeError, type ErrorValue } from '#shared/errors';

function codeOf(thrown: unknown): string {
  return typeof thrown === 'object' && thrown !== null && 'code' in thrown
    ? String(thrown.code)
    : '';
}

function errorFor(code: string, fileName: string): ErrorValue | undefined {
  if (code.startsWith('SQLITE_FULL')) {
    return {
      code: 'disk.full',
      message: `The disk is full: ${fileName} could not be saved. What was saved before is safe.`,
      hint: 'Free some space and try again.',
    };
  }
  if (code.startsWith('SQLITE_BUSY') || code.startsWith('SQLITE_LOCKED')) {
    return {
      code: 'project.in-use',
      message: `${fileName} is open in another window or program.`,
      hint: 'Close it there first.',
    };
  }
  if (
    code.startsWith('SQLITE_READONLY') ||
    code.startsWith('SQLITE_CANTOPEN') ||
    code.startsWith('SQLITE_PERM')
  ) {
    return {
      code: 'file.unwritable',
      message: `${fileName} cannot be written.`,
      hint: 'Check that the folder exists and that you may write to it.',
    };
  }
  if (code.startsWith('SQLITE_IOERR')) {
    return {
      code: 'file.unwritable',
      message: `The disk reported an error while ${fileName} was saved. What was saved before is safe.`,
      hint: 'Check that the disk is connected and has free space, then try again.',
    };
  }
  if (code.startsWith('SQLITE_NOTADB') || code.startsWith('SQLITE_CORRUPT')) {
    return {
      code: 'project.damaged',
      message: `${fileName} is not a Personae project, or it is damaged.`,
      hint: 'Open a copy, or start a new project and choose the data again.',
    };
  }
  return undefined;
}

/** Runs `work` on the project file; a failure of SQLite becomes a PersonaeError. */
export function onProjectFile<T>(fileName: string, work: () => T): T {
  try {
    return work();
  } catch (thrown) {
    const value = errorFor(codeOf(thrown), fileName);
    if (value) throw new PersonaeError(value, thrown);
    throw thrown;
  }
}

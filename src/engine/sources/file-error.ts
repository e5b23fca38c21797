// What the operating system says when a file cannot be read, in words and codes of ours.
import { stat } from 'node:fs/promises';
import type { Stats } from 'node:fs';
import { basename } from 'node:path';
import { PersonaeError, type ErrorValue } from '#shared/errors';

function errorFor(code: string, fileName: string): ErrorValue | undefined {
  switch (code) {
    case 'ENOENT':
    case 'ENOTDIR':
    case 'ELOOP':
      return {
        code: 'file.missing',
        message: `${fileName} is not there.`,
        hint: 'It may have been moved or renamed: choose it again where it lies now.',
      };
    case 'EACCES':
    case 'EPERM':
      return {
        code: 'file.unreadable',
        message: `${fileName} may not be read.`,
        hint: 'Ask its owner for permission to read it, or copy it to a folder of yours.',
      };
    case 'EIO':
    case 'ENXIO':
    case 'ESTALE':
      return {
        code: 'file.unreadable',
        message: `The disk reported an error while ${fileName} was read.`,
        hint: 'Check that the disk or the network folder is connected.',
      };
    case 'ENOSPC':
    case 'EDQUOT':
      return {
        code: 'disk.full',
        message: `The disk is full: there is no room for a copy of ${fileName}.`,
        hint: 'Free some space and try again.',
      };
    case 'ENAMETOOLONG':
    case 'ERR_INVALID_ARG_VALUE':
      return {
        code: 'file.missing',
        message: `There can be no file of the name ${shortened(fileName)}.`,
        hint: 'Correct the path: it is too long, or holds a zero character.',
      };
    case 'EISDIR':
      return {
        code: 'file.unsupported',
        message: `${fileName} is a folder and no file.`,
        hint: 'Choose a file in it, or open it as a folder of equal files.',
      };
    case 'Z_BUF_ERROR':
    case 'Z_DATA_ERROR':
      return {
        code: 'file.damaged',
        message: `${fileName} is a damaged gz file, or it was cut off.`,
        hint: 'Get the file again from where it came from.',
      };
    default:
      // Whatever else an operating system may say of a file.
      if (!/^E[A-Z0-9]+$/.test(code)) return undefined;
      return {
        code: 'file.unreadable',
        message: `${fileName} cannot be read (${code}).`,
        hint: 'Check the disk or the network folder it lies on, or copy it to a folder of yours.',
      };
  }
}

const longestName = 60;

function shortened(fileName: string): string {
  const name = fileName.replaceAll('\0', '?');
  return name.length > longestName ? `${name.slice(0, longestName)}…` : name;
}

/** The error of ours for a failure of the file system or of zlib; any other is passed on. */
export function fileError(thrown: unknown, path: string): unknown {
  if (thrown instanceof PersonaeError) return thrown;
  const code =
    typeof thrown === 'object' && thrown !== null && 'code' in thrown ? String(thrown.code) : '';
  const value = errorFor(code, basename(path));
  return value === undefined ? thrown : new PersonaeError(value, thrown);
}

/** Runs `work` on a file; a failure of the file system becomes a PersonaeError. */
export async function onFile<T>(path: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (thrown) {
    throw fileError(thrown, path);
  }
}

/** @throws PersonaeError `file.missing`, `file.unreadable`. */
export function statFile(path: string): Promise<Stats> {
  return onFile(path, () => stat(path));
}

/**
 * Of a file that has a size and can be read again from its beginning. A pipe has none: who opens it
 * waits until somebody writes, maybe for ever.
 * @throws PersonaeError `file.missing`, `file.unreadable`, `file.unsupported`.
 */
export async function statOrdinaryFile(path: string): Promise<Stats> {
  const stats = await statFile(path);
  requireOrdinary(stats, path);
  return stats;
}

/** @throws PersonaeError `file.unsupported`. */
export function requireOrdinary(stats: Stats, path: string): void {
  if (stats.isFile()) return;
  const value = errorFor(stats.isDirectory() ? 'EISDIR' : '', basename(path));
  throw new PersonaeError(
    value ?? {
      code: 'file.unsupported',
      message: `${basename(path)} is no ordinary file, but a pipe, a socket or a device.`,
      hint: 'Write what it gives into a file, and choose that file.',
    },
  );
}

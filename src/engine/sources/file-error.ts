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
    case 'Z_BUF_ERROR':
    case 'Z_DATA_ERROR':
      return {
        code: 'file.damaged',
        message: `${fileName} is a damaged gz file, or it was cut off.`,
        hint: 'Get the file again from where it came from.',
      };
    default:
      return undefined;
  }
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

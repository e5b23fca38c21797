// The files of a folder that make one table: all delimited or all Parquet.
import { readdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { PersonaeError } from '#shared/errors';
import { onFile, statFile } from '../file-error.ts';
import { kindOfContent, readHeadBytes } from '../file-kind.ts';

export interface FolderFiles {
  readonly format: 'delimited' | 'parquet';
  /** Sorted by name. */
  readonly paths: readonly [string, ...string[]];
  readonly sizeBytes: number;
  readonly warnings: readonly string[];
}

const fileLimit = 10_000;
const collator = new Intl.Collator('en', { numeric: true });

function refused(path: string, message: string, hint: string): PersonaeError {
  return new PersonaeError({
    code: 'file.unsupported',
    message: `${basename(path)} ${message}`,
    hint,
  });
}

interface Listed {
  readonly path: string;
  readonly sizeBytes: number;
  readonly format: 'delimited' | 'parquet' | 'other';
}

/** Markers that programs leave beside their data, such as _SUCCESS and .crc, do not count. */
function isData(name: string): boolean {
  return (
    !name.startsWith('.') && !name.startsWith('_') && !/\.(crc|md5|sha256|txt~|tmp)$/i.test(name)
  );
}

async function listOne(path: string): Promise<Listed | null> {
  const stats = await statFile(path);
  if (!stats.isFile() || stats.size === 0) return null;
  const kind = kindOfContent(await readHeadBytes(path, 512), basename(path));
  const format = kind === 'parquet' ? 'parquet' : kind === 'sqlite' ? 'other' : 'delimited';
  return { path, sizeBytes: stats.size, format };
}

function formatOf(folder: string, files: readonly Listed[]): 'delimited' | 'parquet' {
  const formats = [...new Set(files.map(({ format }) => format))];
  const [only] = formats;
  if (formats.length === 1 && only !== undefined && only !== 'other') return only;
  const named = formats.map((format) => {
    const example = files.find((file) => file.format === format)?.path ?? '';
    return `${basename(example)} (${format === 'delimited' ? 'text' : format === 'parquet' ? 'Parquet' : 'SQLite'})`;
  });
  throw refused(
    folder,
    `holds files of different kinds: ${named.join(', ')}.`,
    'Put the files that belong to one table into a folder of their own, or choose a single file.',
  );
}

/** @throws PersonaeError `file.empty`, `file.unsupported`, `file.unreadable`. */
export async function listFolder(folder: string): Promise<FolderFiles> {
  if (!(await statFile(folder)).isDirectory()) {
    throw refused(
      folder,
      'is a file and no folder.',
      'Choose it as a file, or the folder around it.',
    );
  }
  const entries = await onFile(folder, () => readdir(folder, { withFileTypes: true }));
  const names = entries.filter((entry) => !entry.isDirectory() && isData(entry.name));
  const sorted = names.map(({ name }) => name).sort(collator.compare);
  if (sorted.length > fileLimit) {
    throw refused(
      folder,
      `holds more than ${fileLimit.toLocaleString('en-US')} files.`,
      'Join them first.',
    );
  }
  const listed: Listed[] = [];
  for (const name of sorted) {
    const file = await listOne(join(folder, name));
    if (file !== null) listed.push(file);
  }
  const [first, ...others] = listed.map(({ path }) => path);
  if (first === undefined) {
    throw new PersonaeError({
      code: 'file.empty',
      message: `The folder ${basename(folder)} holds no file with data.`,
      hint: 'Choose the folder in which the files themselves lie; folders inside of it are not looked into.',
    });
  }
  const emptyCount = sorted.length - listed.length;
  const folderCount = entries.filter((entry) => entry.isDirectory()).length;
  return {
    format: formatOf(folder, listed),
    paths: [first, ...others],
    sizeBytes: listed.reduce((total, { sizeBytes }) => total + sizeBytes, 0),
    warnings: [
      ...(emptyCount > 0 ? [`Empty files are left out: ${emptyCount}.`] : []),
      ...(folderCount > 0 ? [`Folders inside are not looked into: ${folderCount}.`] : []),
    ],
  };
}

// What a file is, by its first bytes and never by its name.
import { open } from 'node:fs/promises';
import { basename } from 'node:path';
import { PersonaeError } from '#shared/errors';
import { onFile, requireOrdinary, statFile } from './file-error.ts';

export type FileKind = 'folder' | 'sqlite' | 'parquet' | 'gz' | 'text';

interface Signature {
  readonly bytes: readonly number[];
  readonly offset?: number;
  readonly name: string;
}

const ascii = (text: string): number[] => [...Buffer.from(text, 'latin1')];

/** Kinds that are no table of ours, named so that the message can say what to do. */
const otherKinds: readonly Signature[] = [
  { bytes: [0x50, 0x4b, 0x03, 0x04], name: 'a zip archive or a spreadsheet (xlsx, ods)' },
  { bytes: [0xd0, 0xcf, 0x11, 0xe0], name: 'an old Office file (xls, mdb)' },
  { bytes: ascii('%PDF'), name: 'a PDF document' },
  { bytes: [0xfd, 0x37, 0x7a, 0x58, 0x5a], name: 'an xz archive' },
  { bytes: ascii('BZh'), name: 'a bzip2 archive' },
  { bytes: [0x28, 0xb5, 0x2f, 0xfd], name: 'a zstd archive' },
  { bytes: ascii('7z\xbc\xaf'), name: 'a 7z archive' },
  { bytes: ascii('Rar!'), name: 'a rar archive' },
  { bytes: ascii('ustar'), offset: 257, name: 'a tar archive' },
  { bytes: ascii('DUCK'), offset: 8, name: 'a DuckDB database' },
  { bytes: ascii('ARROW1'), name: 'an Arrow file' },
  { bytes: ascii('ORC'), name: 'an ORC file' },
  { bytes: ascii('Obj\x01'), name: 'an Avro file' },
  { bytes: ascii('PARE'), name: 'an encrypted Parquet file' },
  { bytes: [0x89, 0x50, 0x4e, 0x47], name: 'a picture' },
  { bytes: [0xff, 0xd8, 0xff], name: 'a picture' },
  { bytes: [0x7f, 0x45, 0x4c, 0x46], name: 'a program' },
  { bytes: ascii('{\\rtf'), name: 'a text document (rtf)' },
];

const sqliteHeader = ascii('SQLite format 3\0');

function startsWith(head: Buffer, bytes: readonly number[], offset = 0): boolean {
  return bytes.every((byte, index) => head[offset + index] === byte);
}

function unsupported(fileName: string, what: string): PersonaeError {
  return new PersonaeError({
    code: 'file.unsupported',
    message: `${fileName} is ${what}. Personae reads SQLite, CSV and other delimited text, and Parquet.`,
    hint: 'Save the table as CSV, or unpack the archive, and choose that file.',
  });
}

/** The first bytes of a file; fewer where it is shorter. */
export async function readHeadBytes(path: string, byteCount: number): Promise<Buffer> {
  return onFile(path, async () => {
    const file = await open(path, 'r');
    try {
      const { buffer, bytesRead } = await file.read(Buffer.alloc(byteCount), 0, byteCount, 0);
      return buffer.subarray(0, bytesRead);
    } finally {
      await file.close();
    }
  });
}

/** The kind of already unpacked content. @throws PersonaeError `file.unsupported`. */
export function kindOfContent(head: Buffer, fileName: string): Exclude<FileKind, 'folder'> {
  if (startsWith(head, sqliteHeader)) return 'sqlite';
  if (startsWith(head, ascii('PAR1'))) return 'parquet';
  if (startsWith(head, [0x1f, 0x8b])) return 'gz';
  const other = otherKinds.find(({ bytes, offset }) => startsWith(head, bytes, offset));
  if (other !== undefined) throw unsupported(fileName, other.name);
  const start = head
    .toString('latin1', 0, 200)
    .replace(/^\xef\xbb\xbf/, '')
    .trimStart()
    .toLowerCase();
  if (/^<(!doctype|html|\?xml|[a-z]+[ >])/.test(start)) {
    throw unsupported(fileName, 'a web page or XML');
  }
  if (/^(\[\s*)?\{\s*"/.test(start)) throw unsupported(fileName, 'JSON');
  return 'text';
}

/**
 * @throws PersonaeError `file.missing`, `file.unreadable`, `file.empty`, or `file.unsupported` with
 * the name of the format where it is a known one.
 */
export async function detectFileKind(path: string): Promise<FileKind> {
  const stats = await statFile(path);
  if (stats.isDirectory()) return 'folder';
  requireOrdinary(stats, path);
  const fileName = basename(path);
  if (stats.size === 0) {
    throw new PersonaeError({
      code: 'file.empty',
      message: `${fileName} is empty (0 bytes).`,
      hint: 'Export the data again; the last export may have failed.',
    });
  }
  return kindOfContent(await readHeadBytes(path, 512), fileName);
}

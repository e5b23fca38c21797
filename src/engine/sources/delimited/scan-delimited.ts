// One delimited file, or several of equal columns, as a scan.
import { createHash } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { PersonaeError, type ErrorCode } from '#shared/errors';
import type { JobContext } from '../../jobs/job-context.ts';
import { statFile } from '../file-error.ts';
import { noRejectedRows, type RejectedRows, type Scan, type ScanSettings } from '../scan.ts';
import { checkLineLengths } from './check-line-lengths.ts';
import { copyDelimited, readCopyNotes } from './copy-delimited.ts';
import type { InspectedDelimited } from './inspect-delimited.ts';
import { plainDialect } from './plain-lines.ts';
import { delimitedScanSql, type CsvForm } from './scan-sql.ts';

type NonEmpty<T> = readonly [T, ...T[]];

interface Part {
  readonly inspected: InspectedDelimited;
  /** What DuckDB reads: the file itself or its copy. */
  readonly path: string;
  readonly form: CsvForm;
  readonly copied: boolean;
}

/** Another size, another moment of change or other options make another copy. */
async function copyPathOf(
  inspected: InspectedDelimited,
  copyFolder: string,
  onlySoundRows: boolean,
): Promise<string> {
  const { size, mtimeMs } = await statFile(inspected.path);
  const { path, dialect, encoding, columnNames } = inspected;
  const reading = [dialect, encoding, onlySoundRows ? columnNames.length : null];
  const key = JSON.stringify([path, size, mtimeMs, reading]);
  const digest = createHash('sha256').update(key).digest('hex').slice(0, 24);
  return join(copyFolder, `copy-${digest}.txt`);
}

async function partOf(
  inspected: InspectedDelimited,
  copyFolder: string,
  onlySoundRows: boolean,
): Promise<Part> {
  if (inspected.copyReasons.length === 0 && !onlySoundRows) {
    const form = { ...inspected, ...inspected.dialect };
    return { inspected, path: inspected.path, form, copied: false };
  }
  const path = await copyPathOf(inspected, copyFolder, onlySoundRows);
  const form = { ...inspected, ...plainDialect(inspected.dialect), packed: false };
  return { inspected, path, form, copied: true };
}

/** Neighbouring files of one form are read in one go; the order of files is kept. */
function relationOf(parts: readonly Part[]): string {
  const groups: { key: string; form: CsvForm; paths: string[] }[] = [];
  for (const { path, form } of parts) {
    const { delimiter, quote, header, skippedLines, packed } = form;
    const key = JSON.stringify([delimiter, quote, header, skippedLines, packed]);
    const last = groups.at(-1);
    if (last?.key === key) last.paths.push(path);
    else groups.push({ key, form, paths: [path] });
  }
  const scans = groups.map(({ form, paths }) => delimitedScanSql(paths, form));
  if (scans.length === 1) return scans[0] ?? '';
  return `(${scans.map((scan) => `SELECT * FROM ${scan}`).join(' UNION ALL ')})`;
}

function sum(parts: readonly (RejectedRows | null)[]): RejectedRows {
  const known = parts.map((part) => part ?? noRejectedRows);
  return {
    count: known.reduce((total, { count }) => total + count, 0),
    examples: known.flatMap(({ examples }) => examples).slice(0, 10),
  };
}

/** Faults that a copy of the sound rows is free of. */
const helpedByCopy: readonly ErrorCode[] = [
  'row.ragged',
  'row.too-long',
  'file.encoding',
  'file.damaged',
];

async function scanParts(
  files: NonEmpty<InspectedDelimited>,
  settings: ScanSettings,
  onlySoundRows: boolean,
): Promise<Scan> {
  const { copyFolder } = settings;
  const parts: Part[] = [];
  for (const file of files) parts.push(await partOf(file, copyFolder, onlySoundRows));
  const copies = parts.filter(({ copied }) => copied);
  const preparePart = async (part: Part, context: JobContext): Promise<void> => {
    if (!part.copied) await checkLineLengths(part.inspected, context);
    else if ((await readCopyNotes(part.path)) === null) {
      await mkdir(copyFolder, { recursive: true });
      await copyDelimited(part.inspected, part.path, onlySoundRows, context);
    }
  };
  return {
    relation: relationOf(parts),
    columns: files[0].columnNames.map((name) => ({ name, type: 'VARCHAR' })),
    // A letter of Latin-1 may become two bytes, one of UTF-16 three.
    copyBytes: copies.reduce((total, { inspected }) => total + 2 * inspected.sizeBytes, 0),
    prepare: async (context) => {
      for (const part of parts) await preparePart(part, context);
    },
    rejectedRows: async () => sum(await Promise.all(copies.map(({ path }) => readCopyNotes(path)))),
    afterFault: async (thrown) => {
      const helps = thrown instanceof PersonaeError && helpedByCopy.includes(thrown.code);
      return helps && !onlySoundRows ? scanParts(files, settings, true) : null;
    },
    decimal: files[0].decimal,
  };
}

/** @param files inspected, of equal columns, in the order their rows are to be read. */
export async function scanDelimited(
  files: NonEmpty<InspectedDelimited>,
  settings: ScanSettings,
): Promise<Scan> {
  return scanParts(
    files,
    settings,
    files.some(({ hasFaultyRows }) => hasFaultyRows),
  );
}

// One delimited file, or several of equal columns, as a scan.
import { createHash } from 'node:crypto';
import { access, mkdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { JobContext } from '../../jobs/job-context.ts';
import { statFile } from '../file-error.ts';
import type { Scan, ScanSettings } from '../scan.ts';
import { checkLineLengths } from './check-line-lengths.ts';
import { copyAsText, copyForm } from './copy-as-text.ts';
import type { InspectedDelimited } from './inspect-delimited.ts';
import { takeRejectedRows } from './rejected-rows.ts';
import { delimitedScanSql, type CsvForm } from './scan-sql.ts';

interface Part {
  readonly inspected: InspectedDelimited;
  /** What DuckDB reads: the file itself or its copy. */
  readonly path: string;
  readonly form: CsvForm;
  readonly copied: boolean;
}

/** Another size, another moment of change or other options make another copy. */
async function copyPathOf(inspected: InspectedDelimited, copyFolder: string): Promise<string> {
  const { size, mtimeMs } = await statFile(inspected.path);
  const { path, dialect, encoding } = inspected;
  const key = JSON.stringify([path, size, mtimeMs, dialect, encoding]);
  const digest = createHash('sha256').update(key).digest('hex').slice(0, 24);
  return join(copyFolder, `copy-${digest}.txt`);
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}

async function partOf(inspected: InspectedDelimited, settings: ScanSettings): Promise<Part> {
  if (inspected.copyReasons.length > 0 || settings.alwaysCopy === true) {
    const path = await copyPathOf(inspected, settings.copyFolder);
    return { inspected, path, form: copyForm(inspected), copied: true };
  }
  const form = { ...inspected, ...inspected.dialect };
  return { inspected, path: inspected.path, form, copied: false };
}

async function preparePart(part: Part, copyFolder: string, context: JobContext): Promise<void> {
  if (!part.copied) {
    await checkLineLengths(part.inspected, context);
  } else if (!(await exists(part.path))) {
    await mkdir(copyFolder, { recursive: true });
    await copyAsText(part.inspected, part.path, context);
  }
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

/** @param files inspected, of equal columns, in the order their rows are to be read. */
export async function scanDelimited(
  files: readonly [InspectedDelimited, ...InspectedDelimited[]],
  settings: ScanSettings,
): Promise<Scan> {
  const parts: Part[] = [];
  for (const file of files) parts.push(await partOf(file, settings));
  const names = new Map(parts.map(({ path, inspected }) => [path, basename(inspected.path)]));
  const copied = parts.filter((part) => part.copied);
  return {
    relation: relationOf(parts),
    columns: files[0].columnNames.map((name) => ({ name, type: 'VARCHAR' })),
    // A letter of Latin-1 may become two bytes, one of UTF-16 three.
    copyBytes: copied.reduce((total, { inspected }) => total + 2 * inspected.sizeBytes, 0),
    prepare: async (context: JobContext) => {
      for (const part of parts) await preparePart(part, settings.copyFolder, context);
    },
    takeRejectedRows: (duckDb) => takeRejectedRows(duckDb, names),
    decimal: files[0].decimal,
  };
}

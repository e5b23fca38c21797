// One delimited file, or several of equal columns, as a scan.
import { createHash } from 'node:crypto';
import { access, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { JobContext } from '../../jobs/job-context.ts';
import type { DuckDb } from '../../duckdb/open-duckdb.ts';
import type { RejectedRows, Scan, ScanSettings } from '../scan.ts';
import { statFile } from '../file-error.ts';
import { checkLineLengths } from './check-line-lengths.ts';
import { copyAsCsv, copyForm, readCopyRejects } from './copy-as-csv.ts';
import type { InspectedDelimited } from './inspect-delimited.ts';
import { noRejectedRows, takeRejectedRows } from './rejected-rows.ts';
import { delimitedScanSql, type CsvForm } from './scan-sql.ts';

function directForm(inspected: InspectedDelimited): CsvForm {
  return { ...inspected, delimiter: inspected.dialect.delimiter, quote: inspected.dialect.quote };
}

/** Another size, another moment of change or other options make another copy. */
async function copyPathOf(inspected: InspectedDelimited, copyFolder: string): Promise<string> {
  const { size, mtimeMs } = await statFile(inspected.path);
  const { path, dialect, encoding, header, columnNames } = inspected;
  const key = JSON.stringify([path, size, mtimeMs, dialect, encoding, header, columnNames]);
  const digest = createHash('sha256').update(key).digest('hex').slice(0, 24);
  return join(copyFolder, `copy-${digest}.csv`);
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}

function sum(parts: readonly RejectedRows[]): RejectedRows {
  return {
    count: parts.reduce((total, { count }) => total + count, 0),
    examples: parts.flatMap(({ examples }) => examples).slice(0, 10),
  };
}

interface Part {
  readonly inspected: InspectedDelimited;
  /** What DuckDB reads: the file itself or its copy. */
  readonly path: string;
  readonly form: CsvForm;
  readonly copied: boolean;
}

/** Neighbouring files of one form are read in one go; the order of files is kept. */
function relationOf(parts: readonly Part[]): string {
  const groups: { key: string; form: CsvForm; paths: string[] }[] = [];
  for (const { path, form } of parts) {
    const key = JSON.stringify(form);
    const last = groups.at(-1);
    if (last?.key === key) last.paths.push(path);
    else groups.push({ key, form, paths: [path] });
  }
  const scans = groups.map(({ form, paths }) => delimitedScanSql(paths, form));
  if (scans.length === 1) return scans[0] ?? '';
  return `(${scans.map((scan) => `SELECT * FROM ${scan}`).join(' UNION ALL ')})`;
}

async function partOf(inspected: InspectedDelimited, copyFolder: string): Promise<Part> {
  if (inspected.copyReasons.length === 0) {
    return { inspected, path: inspected.path, form: directForm(inspected), copied: false };
  }
  const path = await copyPathOf(inspected, copyFolder);
  return { inspected, path, form: copyForm(inspected), copied: true };
}

/** @param files inspected, of equal columns, in the order their rows are to be read. */
export async function scanDelimited(
  files: readonly [InspectedDelimited, ...InspectedDelimited[]],
  settings: ScanSettings,
): Promise<Scan> {
  const parts: Part[] = [];
  for (const file of files) parts.push(await partOf(file, settings.copyFolder));
  let rejectedByCopying: RejectedRows = noRejectedRows;
  const prepare = async (context: JobContext): Promise<void> => {
    const rejected: RejectedRows[] = [];
    for (const { inspected, path, copied } of parts) {
      if (!copied && !inspected.packed) {
        await checkLineLengths(inspected.path, inspected.sizeBytes, context);
      }
      if (!copied) continue;
      const earlier = (await exists(path)) ? await readCopyRejects(path) : null;
      if (earlier === null) await mkdir(settings.copyFolder, { recursive: true });
      rejected.push(earlier ?? (await copyAsCsv(inspected, path, context)));
    }
    rejectedByCopying = sum(rejected);
  };
  const copied = parts.filter((part) => part.copied);
  return {
    relation: relationOf(parts),
    columns: files[0].columnNames.map((name) => ({ name, type: 'VARCHAR' })),
    // Quotes and UTF-8 may make a copy of Latin-1 up to twice as long.
    copyBytes: copied.reduce((total, { inspected }) => total + 2 * inspected.sizeBytes, 0),
    prepare,
    takeRejectedRows: async (duckDb: DuckDb) => {
      const rejected = sum([rejectedByCopying, await takeRejectedRows(duckDb)]);
      rejectedByCopying = noRejectedRows;
      return rejected;
    },
    decimal: files[0].decimal,
  };
}

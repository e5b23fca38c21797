// A folder of equal files: its columns from the first, checked against all others.
import { basename } from 'node:path';
import { PersonaeError } from '#shared/errors';
import type { DelimitedOptions } from '#shared/recipe/source';
import { withDuckDb } from '../../duckdb/open-duckdb.ts';
import { inspectDelimited, type InspectedDelimited } from '../delimited/inspect-delimited.ts';
import { explicitOptions, sampleDelimited } from '../delimited/sample-delimited.ts';
import { parquetColumns } from '../parquet/parquet-columns.ts';
import { sampleParquet } from '../parquet/sample-parquet.ts';
import type { SourceSample } from '../source-sample.ts';
import { listFolder } from './list-folder.ts';
import { checkSameColumns, type NamedColumns } from './same-columns.ts';

type NonEmpty<T> = readonly [T, ...T[]];

/** Every file by itself: delimiter, encoding and line ends may differ, the columns may not. */
export async function inspectFolderOfText(
  paths: NonEmpty<string>,
  options: DelimitedOptions,
): Promise<NonEmpty<InspectedDelimited>> {
  const first = await inspectDelimited(paths[0], options);
  const shared = { ...options, header: first.header, decimal: first.decimal };
  const others: InspectedDelimited[] = [];
  for (const path of paths.slice(1)) others.push(await inspectDelimited(path, shared));
  checkSameColumns(
    [first, ...others].map(({ path, columnNames }) => ({ path, columns: columnNames })),
  );
  return [first, ...others];
}

export async function checkFolderOfParquet(paths: NonEmpty<string>): Promise<void> {
  await withDuckDb(paths[0], async (duckDb) => {
    const files: NamedColumns[] = [];
    for (const path of paths) {
      const { columns } = await parquetColumns(duckDb, path);
      files.push({ path, columns: columns.map(({ name }) => name) });
    }
    checkSameColumns(files);
  });
}

/** @throws PersonaeError `file.unsupported` where the files are not of the format the recipe names. */
export function requireFormat(
  folder: string,
  found: 'delimited' | 'parquet',
  wanted: 'delimited' | 'parquet',
): void {
  if (found === wanted) return;
  throw new PersonaeError({
    code: 'file.unsupported',
    message: `${basename(folder)} holds ${found === 'parquet' ? 'Parquet' : 'text'} files, not ${wanted === 'parquet' ? 'Parquet' : 'text'} files.`,
    hint: 'Choose the folder again.',
  });
}

export interface SampledFolder {
  readonly format: 'delimited' | 'parquet';
  readonly sizeBytes: number;
  readonly options: DelimitedOptions | undefined;
  readonly sample: SourceSample;
}

function total(counts: readonly (number | null)[]): number | null {
  return counts.reduce((sum, count) => (sum === null || count === null ? null : sum + count), 0);
}

/** What all files have in common; the rest is found out for each. */
function commonOptions(files: NonEmpty<InspectedDelimited>): DelimitedOptions {
  const [first, ...others] = files.map(explicitOptions);
  const common: DelimitedOptions = { ...first };
  for (const key of ['delimiter', 'quote', 'encoding'] as const) {
    if (others.some((options) => options[key] !== common[key])) delete common[key];
  }
  return common;
}

async function sampleText(
  paths: NonEmpty<string>,
  options: DelimitedOptions,
): Promise<{ options: DelimitedOptions; sample: SourceSample }> {
  const files = await inspectFolderOfText(paths, options);
  const samples = files.map(sampleDelimited);
  const later = samples.slice(1, 17).flatMap(({ firstRows }) => firstRows.slice(0, 50));
  const [first] = samples;
  const fixed = commonOptions(files);
  return {
    options: fixed,
    sample: {
      columns: first?.columns ?? [],
      firstRows: first?.firstRows ?? [],
      spreadRows: [...(first?.spreadRows ?? []), ...later],
      rowCount: total(samples.map(({ rowCount }) => rowCount)),
      rowCountExact: samples.every(({ rowCountExact }) => rowCountExact),
      decimal: first?.decimal ?? '.',
      warnings: [...new Set(samples.flatMap(({ warnings }) => warnings))].slice(0, 10),
    },
  };
}

/** @throws PersonaeError `file.*`, `column.missing`, and what the files themselves throw. */
export async function sampleFolder(
  folder: string,
  options: DelimitedOptions,
): Promise<SampledFolder> {
  const { format, paths, sizeBytes, warnings } = await listFolder(folder);
  if (format === 'parquet') {
    await checkFolderOfParquet(paths);
    const sample = await sampleParquet(paths);
    const all = [...warnings, ...sample.warnings];
    return { format, sizeBytes, options: undefined, sample: { ...sample, warnings: all } };
  }
  const text = await sampleText(paths, options);
  const sample = { ...text.sample, warnings: [...warnings, ...text.sample.warnings] };
  return { format, sizeBytes, options: text.options, sample };
}

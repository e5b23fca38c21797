// The files of a folder, each looked at by itself and all checked for equal columns.
import { basename } from 'node:path';
import { PersonaeError } from '#shared/errors';
import type { DelimitedOptions } from '#shared/recipe/source';
import { withDuckDb } from '../../duckdb/open-duckdb.ts';
import { inspectDelimited, type InspectedDelimited } from '../delimited/inspect-delimited.ts';
import { parquetColumns } from '../parquet/parquet-columns.ts';
import { checkSameColumns, type NamedColumns } from './same-columns.ts';

export type NonEmpty<T> = readonly [T, ...T[]];

/** Of every file but the first this much is looked at: folders may hold thousands. */
const laterHeadBytes = 65_536;

/** Delimiter, encoding and line ends may differ from file to file, the columns may not. */
export async function inspectFolderOfText(
  paths: NonEmpty<string>,
  options: DelimitedOptions,
): Promise<NonEmpty<InspectedDelimited>> {
  const first = await inspectDelimited(paths[0], options);
  const shared = { ...options, header: first.header, decimal: first.decimal };
  const others: InspectedDelimited[] = [];
  for (const path of paths.slice(1)) {
    others.push(await inspectDelimited(path, shared, laterHeadBytes));
  }
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

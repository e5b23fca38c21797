// Any source that DuckDB reads, as something to select from.
import { PersonaeError } from '#shared/errors';
import type { Source } from '#shared/recipe/source';
import { inspectDelimited } from './delimited/inspect-delimited.ts';
import { scanDelimited } from './delimited/scan-delimited.ts';
import {
  checkFolderOfParquet,
  inspectFolderOfText,
  requireFormat,
} from './folder/inspect-folder.ts';
import { listFolder } from './folder/list-folder.ts';
import { scanParquet } from './parquet/scan-parquet.ts';
import type { Scan, ScanSettings } from './scan.ts';

async function scanFolder(
  source: Extract<Source, { kind: 'folder' }>,
  settings: ScanSettings,
): Promise<Scan> {
  const { format, paths } = await listFolder(source.file);
  requireFormat(source.file, format, source.format);
  if (format === 'delimited') {
    return scanDelimited(await inspectFolderOfText(paths, source.options), settings);
  }
  await checkFolderOfParquet(paths);
  return scanParquet(paths);
}

/**
 * How DuckDB reads a delimited file, a Parquet file or a folder. `file` is a path here.
 * @throws PersonaeError as `describeSource` does; `internal` for SQLite, which is read otherwise.
 */
export async function scanSql(source: Source, settings: ScanSettings): Promise<Scan> {
  switch (source.kind) {
    case 'delimited':
      return scanDelimited([await inspectDelimited(source.file, source.options)], settings);
    case 'parquet':
      return scanParquet([source.file]);
    case 'folder':
      return scanFolder(source, settings);
    case 'sqlite':
      throw new PersonaeError({ code: 'internal', message: 'SQLite is not read by DuckDB.' });
  }
}

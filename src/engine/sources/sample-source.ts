// The sample of the part of a source that a recipe names: its events, or the details of these.
import { basename, extname } from 'node:path';
import { PersonaeError } from '#shared/errors';
import type { Source } from '#shared/recipe/source';
import { inspectDelimited } from './delimited/inspect-delimited.ts';
import { sampleDelimited } from './delimited/sample-delimited.ts';
import { sampleFolder } from './folder/sample-folder.ts';
import { sampleParquet } from './parquet/sample-parquet.ts';
import type { SourceSample } from './source-sample.ts';
import { listTables } from './sqlite/list-tables.ts';
import { openSqlite } from './sqlite/open-sqlite.ts';
import { requireTable, sampleSelect, sampleTable } from './sqlite/sample-table.ts';
import { onSqlite } from './sqlite/sqlite-error.ts';
import { statOrdinaryFile } from './file-error.ts';

export type SourcePart = 'event' | 'detail';

function sampleSqlite(source: Extract<Source, { kind: 'sqlite' }>, part: SourcePart): SourceSample {
  const warnings: string[] = [];
  const database = openSqlite(source.file, (warning) => warnings.push(warning));
  try {
    return onSqlite(source.file, () => {
      const { from, detail } = source;
      const table = part === 'detail' ? detail?.table : 'table' in from ? from.table : undefined;
      if (table !== undefined) {
        return sampleTable(database, requireTable(listTables(database), table), 'preview');
      }
      if (part === 'detail' || !('sql' in from)) {
        throw new PersonaeError({
          code: 'table.missing',
          message: `No detail table is chosen in ${basename(source.file)}.`,
          hint: 'Choose the table whose rows belong to the events.',
        });
      }
      return sampleSelect(database, from.sql, from.parameters);
    });
  } finally {
    database.close();
  }
}

/** @throws PersonaeError as `describeSource` does, and `table.missing`, `query.*`. */
export async function sampleSource(source: Source, part: SourcePart): Promise<SourceSample> {
  if (source.kind !== 'folder') await statOrdinaryFile(source.file);
  switch (source.kind) {
    case 'sqlite':
      return sampleSqlite(source, part);
    case 'delimited':
      return sampleDelimited(await inspectDelimited(source.file, source.options));
    case 'parquet':
      return sampleParquet([source.file]);
    case 'folder':
      return (await sampleFolder(source.file, source.options)).sample;
  }
}

/** The name of a table that is a file: without its ending. */
export function tableNameOf(path: string): string {
  const name = basename(path).replace(/\.gz$/i, '');
  return basename(name, extname(name)) || basename(path);
}

// What a file is and holds, found out at once whatever its size.
import { basename } from 'node:path';
import { PersonaeError } from '#shared/errors';
import type { SourceDescription, TableDescription } from '#shared/data/description';
import { inspectDelimited } from './delimited/inspect-delimited.ts';
import { explicitOptions, sampleDelimited } from './delimited/sample-delimited.ts';
import { describeColumns } from './describe-column.ts';
import { describeSqlite } from './sqlite/describe-sqlite.ts';
import { detectFileKind } from './file-kind.ts';
import { statFile } from './file-error.ts';
import { sampleFolder } from './folder/sample-folder.ts';
import { sampleParquet } from './parquet/sample-parquet.ts';
import { tableNameOf } from './sample-source.ts';
import type { SourceSample } from './source-sample.ts';

function sampledRowCount(sample: SourceSample): number {
  return sample.firstRows.length + sample.spreadRows.length;
}

function requireRows(sample: SourceSample, fileName: string): void {
  if (sampledRowCount(sample) > 0) return;
  throw new PersonaeError({
    code: 'table.empty',
    message: `${fileName} has a header and no rows.`,
    hint: 'Export the data again; the last export may have failed.',
  });
}

function tableOf(path: string, sample: SourceSample): TableDescription {
  return {
    name: tableNameOf(path),
    kind: 'file',
    rowCount: sample.rowCount,
    rowCountExact: sample.rowCountExact,
    columns: describeColumns(sample),
  };
}

type Part = Omit<SourceDescription, 'fileName' | 'sizeBytes'> & { readonly sizeBytes?: number };

function describeSample(path: string, sample: SourceSample): Omit<Part, 'kind' | 'suggested'> {
  requireRows(sample, basename(path));
  return {
    tables: [tableOf(path, sample)],
    sampledRowCount: sampledRowCount(sample),
    preset: null,
    warnings: [...sample.warnings],
  };
}

async function describeDelimited(path: string): Promise<Part> {
  const inspected = await inspectDelimited(path, {});
  const options = explicitOptions(inspected);
  return {
    kind: 'delimited',
    ...describeSample(path, sampleDelimited(inspected)),
    options,
    suggested: { kind: 'delimited', file: path, options },
  };
}

async function describeParquet(path: string): Promise<Part> {
  const sample = await sampleParquet([path]);
  return {
    kind: 'parquet',
    ...describeSample(path, sample),
    suggested: { kind: 'parquet', file: path },
  };
}

async function describeFolder(path: string): Promise<Part> {
  const { format, options, sizeBytes, sample } = await sampleFolder(path, {});
  return {
    kind: 'folder',
    ...describeSample(path, sample),
    ...(options === undefined ? {} : { options }),
    suggested: { kind: 'folder', file: path, format, options: options ?? {} },
    sizeBytes,
  };
}

async function describePart(path: string): Promise<Part> {
  switch (await detectFileKind(path)) {
    case 'folder':
      return describeFolder(path);
    case 'sqlite':
      return describeSqlite(path);
    case 'parquet':
      return describeParquet(path);
    case 'gz':
    case 'text':
      return describeDelimited(path);
  }
}

/**
 * Kind, tables, columns with their types, and the source a recipe would start from. `suggested.file`
 * is the path given.
 * @throws PersonaeError `file.*`, `table.empty`, `row.ragged`, `row.too-long`, `column.too-many`,
 * `column.missing`, `column.type`; each names the file and, where there is one, the line.
 */
export async function describeSource(filePath: string): Promise<SourceDescription> {
  const { size } = await statFile(filePath);
  const { sizeBytes, ...part } = await describePart(filePath);
  return { fileName: basename(filePath), sizeBytes: sizeBytes ?? size, ...part };
}

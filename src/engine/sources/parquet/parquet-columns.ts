// The columns of Parquet files that can be read as plain values, and how each is read.
import { PersonaeError } from '#shared/errors';
import type { ColumnType } from '#shared/recipe/mapping';
import { asText } from '../../duckdb/js-value.ts';
import type { DuckDb } from '../../duckdb/open-duckdb.ts';
import { fileLiteral } from '../../duckdb/sql-text.ts';
import { detectFileKind } from '../file-kind.ts';
import { columnLimit } from '../source-sample.ts';
import { basename } from 'node:path';

export interface ParquetColumn {
  readonly name: string;
  /** DuckDB's name of the type. */
  readonly nativeType: string;
  readonly type: ColumnType;
}

export interface ParquetColumns {
  readonly columns: readonly ParquetColumn[];
  readonly warnings: readonly string[];
}

/** The types of ours by DuckDB's; null for what holds more than one value in a cell. */
export function columnTypeOf(nativeType: string): ColumnType | null {
  if (/\[|^(STRUCT|MAP|UNION|LIST|BLOB|BIT|GEOMETRY|VARIANT)/.test(nativeType)) return null;
  if (/^(TINYINT|SMALLINT|INTEGER|BIGINT|UTINYINT|USMALLINT|UINTEGER)$/.test(nativeType)) {
    return 'integer';
  }
  if (/^(FLOAT|DOUBLE|DECIMAL)/.test(nativeType)) return 'number';
  if (nativeType === 'BOOLEAN') return 'boolean';
  if (nativeType === 'DATE' || nativeType.startsWith('TIMESTAMP')) return 'time';
  // UBIGINT and HUGEINT do not fit into a double; TIME, UUID, ENUM and the rest are shown as text.
  return 'text';
}

function nestedWarning(fileName: string, nested: readonly string[]): string[] {
  if (nested.length === 0) return [];
  const names = nested.slice(0, 5).join(', ');
  return [
    `${fileName}: columns with lists, structures or bytes are left out (${nested.length}): ${names}.`,
  ];
}

export function parquetRelation(paths: readonly string[]): string {
  return `read_parquet([${paths.map(fileLiteral).join(', ')}], binary_as_string = true, hive_partitioning = false)`;
}

/** @throws PersonaeError `file.unsupported` where a recipe calls another kind of file so. */
async function requireParquet(path: string): Promise<void> {
  const kind = await detectFileKind(path);
  if (kind === 'parquet') return;
  const names = {
    folder: 'a folder',
    sqlite: 'a SQLite database',
    gz: 'packed text',
    text: 'text',
  };
  throw new PersonaeError({
    code: 'file.unsupported',
    message: `${basename(path)} is ${names[kind]}, and no Parquet file.`,
    hint: 'Choose the file again, or correct the kind of the source in the recipe.',
  });
}

/** @throws PersonaeError `file.*`, `column.too-many`, `column.type`. */
export async function parquetColumns(duckDb: DuckDb, path: string): Promise<ParquetColumns> {
  const fileName = basename(path);
  await requireParquet(path);
  const described = await duckDb.rows(`DESCRIBE SELECT * FROM ${parquetRelation([path])}`);
  if (described.length > columnLimit) {
    throw new PersonaeError({
      code: 'column.too-many',
      message: `${fileName} has ${described.length.toLocaleString('en-US')} columns; up to ${columnLimit.toLocaleString('en-US')} are read.`,
      hint: 'Export only the columns you need.',
    });
  }
  const columns: ParquetColumn[] = [];
  const nested: string[] = [];
  for (const row of described) {
    const [name, nativeType] = [asText(row[0]), asText(row[1])];
    const type = columnTypeOf(nativeType);
    if (type === null) nested.push(name);
    else columns.push({ name, nativeType, type });
  }
  if (columns.length === 0) {
    throw new PersonaeError({
      code: 'column.type',
      message: `${fileName} has no column of plain values: ${nested.join(', ')} hold lists, structures or bytes.`,
      hint: 'Flatten the nested columns before exporting.',
    });
  }
  return { columns, warnings: nestedWarning(fileName, nested) };
}

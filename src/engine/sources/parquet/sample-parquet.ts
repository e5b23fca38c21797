// The sample of Parquet files: first rows, and the exact number of rows from the footers.
import type { JS } from '@duckdb/node-api';
import { withDuckDb, type DuckDb } from '../../duckdb/open-duckdb.ts';
import { asNumber } from '../../duckdb/js-value.ts';
import { fileLiteral, identifier } from '../../duckdb/sql-text.ts';
import { sampledRowLimit, type SampleValue, type SourceSample } from '../source-sample.ts';
import { parquetColumns, parquetRelation, type ParquetColumn } from './parquet-columns.ts';

const firstRowLimit = 1000;
const longestText = 1000;

/** Numbers and truth values as they are; everything else as the text DuckDB writes for it. */
function readableSql({ name, type, nativeType }: ParquetColumn): string {
  const column = identifier(name);
  if (type === 'integer' || type === 'boolean') return column;
  if (type === 'number')
    return nativeType.startsWith('DECIMAL') ? `CAST(${column} AS DOUBLE)` : column;
  return `left(CAST(${column} AS VARCHAR), ${longestText})`;
}

/** The select list yields nothing but these. */
function sampleValue(value: JS): SampleValue {
  const isPlain =
    typeof value === 'string' ||
    typeof value === 'boolean' ||
    typeof value === 'number' ||
    typeof value === 'bigint';
  return isPlain ? value : null;
}

async function countRows(duckDb: DuckDb, paths: readonly string[]): Promise<number> {
  const files = paths.map(fileLiteral).join(', ');
  const [row] = await duckDb.rows(
    `SELECT coalesce(sum(num_rows), 0) FROM parquet_file_metadata([${files}])`,
  );
  return asNumber(row?.[0]);
}

async function sample(
  duckDb: DuckDb,
  paths: readonly [string, ...string[]],
): Promise<SourceSample> {
  const { columns, warnings } = await parquetColumns(duckDb, paths[0]);
  const limit = sampledRowLimit(columns.length, firstRowLimit);
  const rows = await duckDb.rows(
    `SELECT ${columns.map(readableSql).join(', ')} FROM ${parquetRelation([paths[0]])} LIMIT ${limit}`,
  );
  return {
    columns: columns.map(({ name, type }) => ({ name, type })),
    firstRows: rows.map((row) => row.map(sampleValue)),
    spreadRows: [],
    rowCount: await countRows(duckDb, paths),
    rowCountExact: true,
    decimal: '.',
    warnings,
  };
}

/** @param paths of equal columns; the rows are those of the first. */
export async function sampleParquet(paths: readonly [string, ...string[]]): Promise<SourceSample> {
  return withDuckDb(paths[0], (duckDb) => sample(duckDb, paths));
}

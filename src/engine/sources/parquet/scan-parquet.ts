// Parquet files as a scan: DuckDB reads them as they stand.
import { withDuckDb } from '../../duckdb/open-duckdb.ts';
import { identifier } from '../../duckdb/sql-text.ts';
import { noRejectedRows, type Scan } from '../scan.ts';
import { parquetColumns, parquetRelation } from './parquet-columns.ts';

/** @param paths of equal columns, in the order their rows are to be read. */
export async function scanParquet(paths: readonly [string, ...string[]]): Promise<Scan> {
  const { columns } = await withDuckDb(paths[0], (duckDb) => parquetColumns(duckDb, paths[0]));
  const selected = columns.map(({ name }) => identifier(name)).join(', ');
  return {
    relation: `(SELECT ${selected} FROM ${parquetRelation(paths)})`,
    columns: columns.map(({ name, nativeType }) => ({ name, type: nativeType })),
    copyBytes: 0,
    prepare: () => Promise.resolve(),
    rejectedRows: () => Promise.resolve(noRejectedRows),
    afterFault: () => Promise.resolve(null),
    decimal: '.',
  };
}

// Writes a table as CSV or Parquet: whole or not at all.
import { rename, rm } from 'node:fs/promises';
import path from 'node:path';
import {
  BIGINT,
  DOUBLE,
  DuckDBDataChunk,
  VARCHAR,
  type DuckDBType,
  type DuckDBValue,
} from '@duckdb/node-api';
import { PersonaeError } from '#shared/errors';
import { withDuckDb, type DuckDb } from '../duckdb/open-duckdb.ts';
import { identifier, literal } from '../duckdb/sql-text.ts';

export type TableFormat = 'csv' | 'parquet';

/** A column's values come by row, so that nothing is copied before it is written. */
export type TableColumn =
  | { readonly name: string; readonly type: 'text'; value(row: number): string | null }
  | { readonly name: string; readonly type: 'number' | 'count'; value(row: number): number | null };

export interface Table {
  readonly rowCount: number;
  readonly columns: readonly TableColumn[];
}

const chunkRowCount = 2048;
const duckTypes: Record<TableColumn['type'], DuckDBType> = {
  text: VARCHAR,
  number: DOUBLE,
  count: BIGINT,
};

/** @throws PersonaeError file.unwritable, disk.full */
export async function writeTable(table: Table, target: string, format: TableFormat): Promise<void> {
  const part = `${target}.part`;
  try {
    await withDuckDb(target, async (duckDb) => {
      await fill(duckDb, table);
      const options = format === 'csv' ? 'FORMAT csv, HEADER true' : 'FORMAT parquet';
      await duckDb.run(`COPY result TO ${literal(part)} (${options})`);
    });
    await rename(part, target);
  } catch (thrown) {
    await rm(part, { force: true });
    if (thrown instanceof PersonaeError && thrown.code === 'disk.full') throw thrown;
    throw new PersonaeError(
      {
        code: 'file.unwritable',
        message: `${path.basename(target)} could not be written to ${path.dirname(target)}.`,
        hint: 'Check that the folder exists, that you may write there, and that there is space.',
      },
      thrown,
    );
  }
}

async function fill(duckDb: DuckDb, { rowCount, columns }: Table): Promise<void> {
  const types = columns.map((column) => duckTypes[column.type]);
  const definitions = columns.map((column, i) => `${identifier(column.name)} ${String(types[i])}`);
  await duckDb.run(`CREATE TABLE result (${definitions.join(', ')})`);
  const appender = await duckDb.connection.createAppender('result');
  for (let start = 0; start < rowCount; start += chunkRowCount) {
    const length = Math.min(chunkRowCount, rowCount - start);
    const chunk = DuckDBDataChunk.create(types, length);
    for (const [i, column] of columns.entries()) {
      chunk.setColumnValues(
        i,
        Array.from({ length }, (_, row) => cell(column, start + row)),
      );
    }
    appender.appendDataChunk(chunk);
  }
  appender.closeSync();
}

function cell(column: TableColumn, row: number): DuckDBValue {
  const value = column.value(row);
  return column.type === 'count' && typeof value === 'number' ? BigInt(value) : value;
}

// Takes the rows of a feature statement into columns, a chunk at a time: no row is ever an object.
import type { DuckDBVector } from '@duckdb/node-api';
import type { JobContext } from '../jobs/job-context.ts';
import type { DuckDb } from '../duckdb/open-duckdb.ts';
import { onDuckDb } from '../duckdb/duckdb-error.ts';
import { whileCancellable } from '../ingest/run-cancellable.ts';
import { sharedColumn } from './person-features.ts';

export interface FeatureColumns {
  readonly persons: string[];
  readonly columns: readonly Float64Array<SharedArrayBuffer>[];
}

/**
 * @param sql gives the person and `columnCount` numbers, none of them NULL
 * @param rowLimit no fewer than there will be rows
 */
export function streamFeatures(
  duckDb: DuckDb,
  sql: string,
  columnCount: number,
  rowLimit: number,
  context: JobContext,
): Promise<FeatureColumns> {
  const persons: string[] = [];
  const columns = Array.from({ length: columnCount }, () => sharedColumn(rowLimit));
  return whileCancellable(duckDb, context, () =>
    onDuckDb('the working store', async () => {
      const result = await duckDb.connection.stream(sql);
      for (;;) {
        const chunk = await result.fetchChunk();
        if (!chunk || chunk.rowCount === 0) break;
        const start = persons.length;
        takeKeys(chunk.getColumnVector(0), persons);
        for (const [index, column] of columns.entries()) {
          takeNumbers(chunk.getColumnVector(index + 1), column, start);
        }
        context.progress('Computing features', Math.min(1, persons.length / Math.max(1, rowLimit)));
      }
      return { persons, columns: columns.map((column) => shortened(column, persons.length)) };
    }),
  );
}

function takeKeys(vector: DuckDBVector, persons: string[]): void {
  for (let row = 0; row < vector.itemCount; row++) persons.push(String(vector.getItem(row)));
}

function takeNumbers(vector: DuckDBVector, column: Float64Array, start: number): void {
  for (let row = 0; row < vector.itemCount; row++) {
    const value = vector.getItem(row);
    if (typeof value !== 'number') throw new Error('a feature is no number');
    column[start + row] = value;
  }
}

function shortened(
  column: Float64Array<SharedArrayBuffer>,
  length: number,
): Float64Array<SharedArrayBuffer> {
  if (column.length === length) return column;
  const exact = sharedColumn(length);
  exact.set(column.subarray(0, length));
  return exact;
}

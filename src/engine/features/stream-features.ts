// Takes the rows of a feature statement into columns, a chunk at a time: no row is ever an object.
import { DuckDBTypeId, type DuckDBDataChunk } from '@duckdb/node-api';
import duckdb from '@duckdb/node-bindings';
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
        takeKeys(chunk, persons);
        for (const [index, column] of columns.entries()) {
          takeNumbers(chunk, index + 1, column, start);
        }
        context.progress('Computing features', Math.min(1, persons.length / Math.max(1, rowLimit)));
      }
      return { persons, columns: columns.map((column) => shortened(column, persons.length)) };
    }),
  );
}

function takeKeys(chunk: DuckDBDataChunk, persons: string[]): void {
  if (chunk.getColumnVector(0).type.typeId !== DuckDBTypeId.BIGINT) {
    for (const person of chunk.getColumnValues(0)) persons.push(String(person));
    return;
  }
  const data = cellsOf(chunk, 0);
  const wide = new BigInt64Array(data.buffer, data.byteOffset, chunk.rowCount);
  const halves = new Int32Array(data.buffer, data.byteOffset, 2 * chunk.rowCount);
  for (let row = 0; row < chunk.rowCount; row++) {
    const low = halves[2 * row]!;
    // A BigInt for every person would cost more than the rest of the answer's way.
    persons.push(String(halves[2 * row + 1] === low >> 31 ? low : wide[row]));
  }
}

function takeNumbers(
  chunk: DuckDBDataChunk,
  index: number,
  column: Float64Array,
  start: number,
): void {
  const data = cellsOf(chunk, index);
  column.set(new Float64Array(data.buffer, data.byteOffset, chunk.rowCount), start);
}

/** The eight bytes of every cell of a column that has no NULL. */
function cellsOf({ chunk, rowCount }: DuckDBDataChunk, index: number): Uint8Array {
  const vector = duckdb.data_chunk_get_vector(chunk, index);
  const validity = duckdb.vector_get_validity(vector, Math.ceil(rowCount / 64) * 8);
  if (hasNull(validity, rowCount)) throw new Error('a feature is no number');
  return duckdb.vector_get_data(vector, 8 * rowCount);
}

/** @param validity a bit a row; without any where every row has a value */
function hasNull(validity: Uint8Array | null, rowCount: number): boolean {
  if (validity === null) return false;
  for (let row = 0; row < rowCount; row++) {
    if (((validity[row >> 3]! >> (row & 7)) & 1) === 0) return true;
  }
  return false;
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

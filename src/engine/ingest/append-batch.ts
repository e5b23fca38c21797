// Copies batches of columns into DuckDB's vectors, whole, without looking at a value.
import { DuckDBDataChunk, type DuckDBAppender, type DuckDBType } from '@duckdb/node-api';
import duckdb from '@duckdb/node-bindings';
import type { ColumnBatch, Transport } from '../sources/sqlite/page-reader-plan.ts';
import { hasTextBeside } from './stage-columns.ts';

/** Rows of one of DuckDB's vectors. */
const vectorSize = 2048;
const noneValid = new ArrayBuffer(vectorSize / 8);

const bytesPerValue: Readonly<Record<Transport, number>> = {
  integer: 8,
  time: 8,
  number: 8,
  flag: 1,
  text: 0,
};

/** @param types of the staging table that the appender fills, as `stageTypes` gives them */
export function appendBatch(
  appender: DuckDBAppender,
  types: readonly DuckDBType[],
  columns: readonly ColumnBatch[],
  rowCount: number,
): void {
  for (let start = 0; start < rowCount; start += vectorSize) {
    const count = Math.min(vectorSize, rowCount - start);
    const chunk = DuckDBDataChunk.create(types, count);
    let index = 0;
    for (const column of columns) {
      if (column.values !== null) setValues(chunk, index++, column, start, count);
      if (column.values === null || hasTextBeside(column.transport)) {
        setTexts(chunk, index++, column.texts, start, count);
      }
    }
    appender.appendDataChunk(chunk);
  }
}

function setValidity(
  chunk: DuckDBDataChunk,
  index: number,
  bits: ArrayBuffer,
  start: number,
): void {
  const vector = duckdb.data_chunk_get_vector(chunk.chunk, index);
  const length = Math.min(vectorSize / 8, bits.byteLength - start / 8);
  duckdb.vector_ensure_validity_writable(vector);
  duckdb.copy_data_to_vector_validity(vector, 0, bits, start / 8, length);
}

function setValues(
  chunk: DuckDBDataChunk,
  index: number,
  { values, validity, transport }: ColumnBatch,
  start: number,
  count: number,
): void {
  const vector = duckdb.data_chunk_get_vector(chunk.chunk, index);
  const size = bytesPerValue[transport];
  if (values) duckdb.copy_data_to_vector(vector, 0, values, start * size, count * size);
  if (validity) setValidity(chunk, index, validity, start);
}

function setTexts(
  chunk: DuckDBDataChunk,
  index: number,
  texts: ColumnBatch['texts'],
  start: number,
  count: number,
): void {
  if (texts === null) setValidity(chunk, index, noneValid, 0);
  else chunk.setColumnValues(index, texts.slice(start, start + count));
}

// Copies batches of columns into DuckDB's vectors, whole, without looking at a value.
import { DuckDBDataChunk, type DuckDBAppender, type DuckDBType } from '@duckdb/node-api';
import duckdb from '@duckdb/node-bindings';
import type { ColumnBatch, Transport } from '../sources/sqlite/page-reader-plan.ts';
import type { StageColumn } from './stage-columns.ts';

/** Rows of one of DuckDB's vectors. */
const vectorSize = 2048;

const bytesPerValue: Readonly<Record<Exclude<Transport, 'text'>, number>> = {
  integer: 8,
  time: 8,
  number: 8,
  flag: 1,
};

/** Fills a staging table. One chunk serves for all rows: DuckDB copies what is appended. */
export class StageAppender {
  readonly #appender: DuckDBAppender;
  readonly #chunk: DuckDBDataChunk;

  /** @param types of the staging table, as `stageTypes` gives them */
  constructor(appender: DuckDBAppender, types: readonly DuckDBType[]) {
    this.#appender = appender;
    this.#chunk = DuckDBDataChunk.create(types);
  }

  append(columns: readonly ColumnBatch[], rowCount: number): void {
    for (let start = 0; start < rowCount; start += vectorSize) {
      const count = Math.min(vectorSize, rowCount - start);
      this.#chunk.reset();
      this.#chunk.rowCount = count;
      for (const [index, column] of columns.entries()) {
        if (column.transport === 'text') {
          const texts = column.texts?.slice(start, start + count) ?? [];
          this.#chunk.setColumnValues(index, texts);
        } else {
          setValues(this.#chunk, index, column, bytesPerValue[column.transport], start, count);
        }
      }
      this.#appender.appendDataChunk(this.#chunk);
    }
  }

  closeSync(): void {
    this.#appender.closeSync();
  }
}

function setValues(
  chunk: DuckDBDataChunk,
  index: number,
  { values, validity }: ColumnBatch,
  size: number,
  start: number,
  count: number,
): void {
  const vector = duckdb.data_chunk_get_vector(chunk.chunk, index);
  if (values) duckdb.copy_data_to_vector(vector, 0, values, start * size, count * size);
  if (!validity) return;
  const length = Math.min(vectorSize / 8, validity.byteLength - start / 8);
  duckdb.vector_ensure_validity_writable(vector);
  duckdb.copy_data_to_vector_validity(vector, 0, validity, start / 8, length);
}

/** The cells of typed columns that travel as text, with their row numbers from the first column. */
export function appendCells(
  appender: DuckDBAppender,
  scan: number,
  stage: readonly StageColumn[],
  columns: readonly ColumnBatch[],
): void {
  const rowNumbers = new BigInt64Array(columns[0]?.values ?? new ArrayBuffer(0));
  for (const [index, { transport, texts }] of columns.entries()) {
    if (transport === 'text' || texts === null) continue;
    for (const [row, text] of texts.entries()) {
      if (text === null) continue;
      appender.appendInteger(scan);
      appender.appendBigInt(rowNumbers[row] ?? 0n);
      appender.appendVarchar(stage[index]?.name ?? '');
      appender.appendVarchar(text);
      appender.endRow();
    }
  }
}

export function hasCells(columns: readonly ColumnBatch[]): boolean {
  return columns.some(({ transport, texts }) => transport !== 'text' && texts !== null);
}

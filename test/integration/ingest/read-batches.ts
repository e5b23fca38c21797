// Runs the page reader in this thread and turns its batches back into rows.
import type Database from 'better-sqlite3';
import { closeSync, openSync } from 'node:fs';
import type {
  Batch,
  Chunk,
  ColumnBatch,
  ReaderRequest,
  TableScan,
} from '../../../src/engine/sources/sqlite/page-reader-plan.ts';
import type { BatchChannel } from '../../../src/engine/sources/sqlite/page-reader-sink.ts';
import { createTableReader } from '../../../src/engine/sources/sqlite/page-reader.ts';

export type Value = bigint | number | string | null;

/** Cells of a column: the value, or the text that stands beside it. */
export function cellsOf(column: ColumnBatch, rowCount: number): Value[] {
  const validity = column.validity && new Uint8Array(column.validity);
  const values = valuesOf(column);
  return Array.from({ length: rowCount }, (_, row) => {
    const text = column.texts?.[row] ?? null;
    if (text !== null || values === null) return text;
    const present = !validity || ((validity[row >> 3] ?? 0) >> (row & 7)) % 2 === 1;
    return present ? (values[row] ?? null) : null;
  });
}

function valuesOf({ values, transport }: ColumnBatch) {
  if (values === null) return null;
  if (transport === 'number') return new Float64Array(values);
  return transport === 'flag' ? new Int8Array(values) : new BigInt64Array(values);
}

export function rowsOf(batches: readonly Batch[]): Value[][] {
  return batches.flatMap(({ columns, rowCount }) => {
    const cells = columns.map((column) => cellsOf(column, rowCount));
    return Array.from({ length: rowCount }, (_, row) => cells.map((of) => of[row] ?? null));
  });
}

/** Memory that was in use before: nothing may depend on what is written in it. */
function usedBuffer(byteLength: number): ArrayBuffer {
  const buffer = new ArrayBuffer(byteLength);
  new Uint8Array(buffer).fill(0x5a);
  return buffer;
}

export function readTable(
  database: Database.Database,
  scan: TableScan,
  chunks: readonly Pick<Chunk, 'after' | 'until'>[],
  keys: ReaderRequest['keys'] = null,
): Batch[] {
  const batches: Batch[] = [];
  const shared = (): Int32Array<SharedArrayBuffer> => new Int32Array(new SharedArrayBuffer(4));
  const request: ReaderRequest = {
    file: database.name,
    descriptor: openSync(database.name, 'r'),
    scans: [scan],
    chunks: [],
    keys,
    eventChunksLeft: shared(),
    cursor: shared(),
    pending: shared(),
    pendingLimit: 1_000_000,
    stopFlag: shared(),
  };
  try {
    database.exec('BEGIN');
    const channel: BatchChannel = {
      send: (batch) => void batches.push(batch),
      newBuffer: usedBuffer,
    };
    const read = createTableReader(database, scan, 0, request, channel);
    for (const [number, chunk] of chunks.entries()) read({ scan: 0, number, ...chunk });
    return batches;
  } finally {
    database.exec('ROLLBACK');
    closeSync(request.descriptor);
  }
}

// Entry of a reader thread: waits to be told what to read, then takes chunk after chunk of a SQLite
// database until none is left.
import { parentPort } from 'node:worker_threads';
import { toErrorValue } from '#shared/errors';
import { returnedBuffers } from './page-reader-buffers.ts';
import { NotInteger } from './page-reader-columns.ts';
import { KeyBeyond } from './page-reader-keys.ts';
import type { Chunk, ReaderMessage, ReaderRequest } from './page-reader-plan.ts';
import { createTableReader, readQuery } from './page-reader.ts';
import { onSqlite } from './sqlite-error.ts';
import { openSqlite } from './open-sqlite.ts';

if (parentPort === null) throw new Error('this is the entry of a thread');
const port = parentPort;

function send(message: ReaderMessage, transfer: ArrayBuffer[] = []): void {
  port.postMessage(message, transfer);
}

const channel = { send, newBuffer: returnedBuffers(port) };

/** Chunk after chunk; a chunk says which scan it belongs to. */
function readAll(request: ReaderRequest): void {
  const db = openSqlite(request.file);
  try {
    // One snapshot from the first page to the last, whatever others write meanwhile.
    db.exec('BEGIN');
    const readers = request.scans.map((scan, index) =>
      scan.kind === 'table'
        ? createTableReader(db, scan, index, request, channel)
        : (chunk: Chunk) => readQuery(db, scan, chunk, request, channel),
    );
    for (;;) {
      const chunk = request.chunks[Atomics.add(request.cursor, 0, 1)];
      if (chunk === undefined || !readChunk(chunk, readers, request)) return;
    }
  } finally {
    db.close();
  }
}

/** False where the columns turned out to hold something else than planned. */
function readChunk(
  chunk: Chunk,
  readers: readonly ((chunk: Chunk) => void)[],
  { eventChunksLeft }: ReaderRequest,
): boolean {
  try {
    readers[chunk.scan]?.(chunk);
    // The events are the first scan.
    if (chunk.scan === 0 && Atomics.sub(eventChunksLeft, 0, 1) === 1) {
      Atomics.notify(eventChunksLeft, 0);
    }
    return true;
  } catch (thrown) {
    if (thrown instanceof KeyBeyond) {
      send({ type: 'key-beyond' });
      return false;
    }
    if (!(thrown instanceof NotInteger)) throw thrown;
    send({ type: 'not-integer', scan: chunk.scan, column: thrown.column });
    return false;
  }
}

port.once('message', (request: ReaderRequest) => {
  try {
    onSqlite(request.file, () => readAll(request));
    send({ type: 'finished' });
  } catch (thrown) {
    send({ type: 'failed', error: toErrorValue(thrown) });
  }
});

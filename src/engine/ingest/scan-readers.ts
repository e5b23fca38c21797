// The reader threads at work, and the batches they have sent.
import type { Worker } from 'node:worker_threads';
import { PersonaeError } from '#shared/errors';
import { transferables } from '../sources/sqlite/page-reader-columns.ts';
import type { Batch, ReaderMessage, ReaderRequest } from '../sources/sqlite/page-reader-plan.ts';

type ReadersEnd = Exclude<ReaderMessage, Batch | { readonly type: 'failed' }>;

/** What the threads are told by those who start them; the rest is between them and `ScanReaders`. */
export type ScanRequest = Omit<
  ReaderRequest,
  'eventChunksLeft' | 'cursor' | 'pending' | 'pendingLimit' | 'stopFlag'
>;

/** Batches that may wait for each reader. */
const pendingPerReader = 3;

function sharedCell(value = 0): Int32Array<SharedArrayBuffer> {
  return new Int32Array(new SharedArrayBuffer(4)).fill(value);
}

export class ScanReaders {
  readonly #workers: readonly Worker[];
  readonly #pending = sharedCell();
  readonly #stopFlag = sharedCell();
  readonly #queue: Batch[] = [];
  readonly #senders = new Map<Batch, Worker>();
  #wake: () => void = () => undefined;
  #finishedCount = 0;
  #failure: unknown;
  end: ReadersEnd | undefined;

  constructor(workers: readonly Worker[], scanRequest: ScanRequest) {
    this.#workers = workers;
    const request: ReaderRequest = {
      ...scanRequest,
      eventChunksLeft: sharedCell(scanRequest.chunks.filter(({ scan }) => scan === 0).length),
      cursor: sharedCell(),
      pending: this.#pending,
      pendingLimit: workers.length * pendingPerReader,
      stopFlag: this.#stopFlag,
    };
    for (const worker of workers) {
      worker.on('message', (message: ReaderMessage) => this.#take(message, worker));
      worker.on('error', (error) => this.fail(error));
      worker.on('exit', (code) => {
        if (code !== 0 && this.end === undefined) {
          this.fail(new Error(`a reader ended with ${code}`));
        }
      });
      worker.postMessage(request);
    }
  }

  #take(message: ReaderMessage, sender: Worker): void {
    if (message.type === 'batch') {
      this.#queue.push(message);
      this.#senders.set(message, sender);
    } else if (message.type === 'failed') this.fail(new PersonaeError(message.error));
    else if (message.type !== 'finished') this.end ??= message;
    else if (++this.#finishedCount === this.#workers.length) this.end ??= message;
    this.#wake();
  }

  fail(error: unknown): void {
    this.#failure ??= error;
    this.#wake();
  }

  get isDrained(): boolean {
    return this.#queue.length === 0;
  }

  /** The next batch; undefined where none will come. */
  async next(): Promise<Batch | undefined> {
    // Others of the process get their turn between batches.
    await new Promise((resolve) => setImmediate(resolve));
    while (this.#queue.length === 0 && this.end === undefined && this.#failure === undefined) {
      await new Promise<void>((resolve) => (this.#wake = resolve));
    }
    if (this.#failure !== undefined) throw this.#failure as Error;
    // Where everything will be read again, what is left is of no use.
    if (this.end && this.end.type !== 'finished') this.#queue.length = 0;
    return this.#queue.shift();
  }

  /** A batch is in the table: its reader gets the memory back, and one of them may send another. */
  stored(batch: Batch): void {
    const buffers = transferables(batch.columns);
    this.#senders.get(batch)?.postMessage(buffers, buffers);
    this.#senders.delete(batch);
    Atomics.sub(this.#pending, 0, 1);
    Atomics.notify(this.#pending, 0);
  }

  async stop(): Promise<void> {
    Atomics.store(this.#stopFlag, 0, 1);
    Atomics.store(this.#pending, 0, 0);
    Atomics.notify(this.#pending, 0);
    await Promise.all(this.#workers.map((worker) => worker.terminate()));
  }
}

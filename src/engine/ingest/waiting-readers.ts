// Threads that read SQLite, started before it is known what they have to read: they load their
// modules while the source is sampled and the store opened.
import { statSync } from 'node:fs';
import { Worker } from 'node:worker_threads';

/** Reading this much costs as much processor time as the start and warming up of a thread. */
const bytesPerReader = 200e6;

/** How many threads it is worth to read a database with. */
export function readerCountFor(file: string, threadCount: number): number {
  const { size = 0 } = statSync(file, { throwIfNoEntry: false }) ?? {};
  return Math.max(1, Math.min(threadCount, Math.floor(size / bytesPerReader)));
}

export class WaitingReaders {
  readonly #url: URL;
  readonly #waiting: Worker[] = [];
  #failure: Error | undefined;

  /** @param url entry of the threads */
  constructor(url: URL) {
    this.#url = url;
  }

  start(count: number): void {
    while (this.#waiting.length < count) {
      const worker = new Worker(this.#url);
      // Without a listener a failure would be one of the whole process.
      worker.on('error', (error: Error) => (this.#failure ??= error));
      this.#waiting.push(worker);
    }
  }

  /** Threads that are waiting, and more where there are too few. Whoever takes them stops them. */
  take(count: number): Worker[] {
    this.start(count);
    if (this.#failure) throw this.#failure;
    return this.#waiting.splice(0, count);
  }

  /** Ends those that nobody has taken. */
  async stop(): Promise<void> {
    await Promise.all(this.#waiting.splice(0).map((worker) => worker.terminate()));
  }
}

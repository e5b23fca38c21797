// Work of DuckDB that runs on a connection of its own beside whatever else is done.
import type { DuckDb } from '../duckdb/open-duckdb.ts';
import type { JobContext } from '../jobs/job-context.ts';

export class Beside<T> {
  readonly #duckDb: DuckDb;
  readonly #context: JobContext;
  readonly #work: (duckDb: DuckDb, context: JobContext) => Promise<T>;
  readonly #stopped = new AbortController();
  #running: Promise<T> | undefined;

  /** @param work ends, by failing, when the signal of its context is aborted */
  constructor(
    duckDb: DuckDb,
    context: JobContext,
    work: (duckDb: DuckDb, context: JobContext) => Promise<T>,
  ) {
    this.#duckDb = duckDb;
    this.#context = {
      ...context,
      // Whoever runs at the same time reports its own progress.
      progress: () => undefined,
      signal: AbortSignal.any([context.signal, this.#stopped.signal]),
    };
    this.#work = work;
  }

  /** Begins, unless it has begun. */
  start(): void {
    this.#running ??= this.#run();
    // A failure is told to whoever asks for the result.
    this.#running.catch(() => undefined);
  }

  result(): Promise<T> {
    this.start();
    return this.#running!;
  }

  /** Ends what still runs; its result is of no use. */
  async stop(): Promise<void> {
    this.#stopped.abort();
    await this.#running?.catch(() => undefined);
  }

  async #run(): Promise<T> {
    const own = await this.#duckDb.connect();
    try {
      return await this.#work(own, this.#context);
    } finally {
      own.close();
    }
  }
}

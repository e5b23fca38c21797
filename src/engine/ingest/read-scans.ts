// Starts the reader threads, takes their batches into the staging tables, and commits rows together
// with how far they reach, so that a killed process goes on where it was.
import type { DuckDBAppender } from '@duckdb/node-api';
import { closeSync, openSync } from 'node:fs';
import { Worker } from 'node:worker_threads';
import { PersonaeError } from '#shared/errors';
import type { DuckDb } from '../duckdb/open-duckdb.ts';
import { onDuckDb } from '../duckdb/duckdb-error.ts';
import { cancelled, type JobContext } from '../jobs/job-context.ts';
import type {
  Batch,
  Chunk,
  ReaderMessage,
  ReaderRequest,
} from '../sources/sqlite/page-reader-plan.ts';
import { addKey, createKeys } from '../sources/sqlite/page-reader-keys.ts';
import { sentColumns } from '../sources/sqlite/page-reader.ts';
import { appendBatch, appendCells, hasCells } from './append-batch.ts';
import { inTransaction, writeProgress, type ChunkProgress } from './ingest-state.ts';
import type { SqlitePlan, TextColumn } from './sqlite-plan.ts';
import { stageCells, stageTypes } from './stage-columns.ts';

export interface ReadSettings {
  readonly file: string;
  readonly plan: SqlitePlan;
  /** Of chunks begun earlier. */
  readonly progress: readonly ChunkProgress[];
  readonly threadCount: number;
  readonly readerThreadUrl: URL;
  /** Called after every commit. */
  readonly onCommit: (progress: readonly ChunkProgress[]) => void;
}

/** Why everything has to be read again, by another plan. */
export type PlanChange = TextColumn | 'keys-beyond';

/** Batches that may wait for each reader. */
const pendingPerReader = 3;
const commitEveryMs = 1000;
const lookEveryMs = 50;

/**
 * Reads what is left of the plan.
 * @returns null when all is read
 * @throws PersonaeError `job.cancelled`, what reading the database meets, `disk.full`
 */
export async function readScans(
  duckDb: DuckDb,
  settings: ReadSettings,
  context: JobContext,
): Promise<PlanChange | null> {
  const chunks = chunksLeft(settings.plan.chunks, settings.progress);
  if (chunks.length === 0) return null;
  const descriptor = openSync(settings.file, 'r');
  const keys = await stagedKeys(duckDb, settings.plan);
  const readers = new Readers(settings, chunks, descriptor, keys);
  const timer = setInterval(() => {
    if (context.signal.aborted || Atomics.load(context.cancelFlag, 0) === 1)
      readers.fail(cancelled());
  }, lookEveryMs);
  try {
    return await storeBatches(duckDb, settings, readers);
  } finally {
    clearInterval(timer);
    await readers.stop();
    closeSync(descriptor);
  }
}

/** The bits of the keys that are staged already; null where details are not looked up in them. */
async function stagedKeys(
  duckDb: DuckDb,
  { scans }: SqlitePlan,
): Promise<Int32Array<SharedArrayBuffer> | null> {
  if (scans[0]?.scan.keyColumn === undefined) return null;
  const keys = createKeys();
  await onDuckDb('the working store', async () => {
    const result = await duckDb.connection.stream(
      'SELECT event_key FROM stage_event WHERE event_key IS NOT NULL',
    );
    for (;;) {
      const chunk = await result.fetchChunk();
      if (!chunk || chunk.rowCount === 0) return;
      chunk.visitColumnValues(0, (key) => addKey(keys, Number(key)));
    }
  });
  return keys;
}

function progressKey(of: { readonly scan: number; readonly chunk: number }): string {
  return `${of.scan}/${of.chunk}`;
}

function chunksLeft(chunks: readonly Chunk[], progress: readonly ChunkProgress[]): Chunk[] {
  const known = new Map(progress.map((of) => [progressKey(of), of]));
  return chunks.flatMap((chunk) => {
    const of = known.get(progressKey({ scan: chunk.scan, chunk: chunk.number }));
    if (of?.finished) return [];
    return [of ? { ...chunk, after: of.upTo } : chunk];
  });
}

async function storeBatches(
  duckDb: DuckDb,
  settings: ReadSettings,
  readers: Readers,
): Promise<PlanChange | null> {
  const known = new Map(settings.progress.map((of) => [progressKey(of), of]));
  for (;;) {
    let end: Readers['end'];
    await inTransaction(duckDb, async () => {
      const changed = new Set<string>();
      end = await appendFor(duckDb, settings.plan, readers, (batch) => {
        changed.add(progressKey(batch));
        known.set(progressKey(batch), advanced(known.get(progressKey(batch)), batch));
      });
      const rows = [...changed].map((key) => known.get(key)).filter((of) => of !== undefined);
      await writeProgress(duckDb, rows);
    });
    settings.onCommit([...known.values()]);
    if (end === undefined) continue;
    if (end.type === 'finished') return null;
    if (end.type === 'key-beyond') return 'keys-beyond';
    const { scan } = settings.plan.scans[end.scan] ?? {};
    const columns =
      scan?.kind === 'table' ? sentColumns(scan) : [undefined, ...(scan?.columns ?? [])];
    return { scan: end.scan, name: columns[end.column]?.name ?? '' };
  }
}

function advanced(before: ChunkProgress | undefined, batch: Batch): ChunkProgress {
  return {
    scan: batch.scan,
    chunk: batch.chunk,
    upTo: batch.upTo,
    finished: batch.finished,
    sourceRowCount: (before?.sourceRowCount ?? 0) + batch.sourceRowCount,
    observedCount: (before?.observedCount ?? 0) + batch.observedCount,
    unreadableCount: (before?.unreadableCount ?? 0) + batch.unreadableCount,
    unmatchedCount: (before?.unmatchedCount ?? 0) + batch.unmatchedCount,
  };
}

/** Appends batches until it is time to commit; the end, where it came. */
async function appendFor(
  duckDb: DuckDb,
  plan: SqlitePlan,
  readers: Readers,
  onBatch: (batch: Batch) => void,
): Promise<Readers['end']> {
  const appenders = new Map<string, DuckDBAppender>();
  const started = performance.now();
  try {
    while (performance.now() - started < commitEveryMs) {
      const batch = await readers.next();
      if (batch === undefined) break;
      await append(duckDb, plan, appenders, batch);
      onBatch(batch);
      readers.stored();
    }
    return readers.isDrained ? readers.end : undefined;
  } finally {
    for (const appender of appenders.values()) {
      await onDuckDb('the working store', () => Promise.resolve(appender.closeSync()));
    }
  }
}

async function append(
  duckDb: DuckDb,
  plan: SqlitePlan,
  appenders: Map<string, DuckDBAppender>,
  batch: Batch,
): Promise<void> {
  const target = plan.scans[batch.scan];
  if (target === undefined || batch.rowCount === 0) return;
  await onDuckDb('the working store', async () => {
    const appenderOf = async (table: string): Promise<DuckDBAppender> => {
      const appender = appenders.get(table) ?? (await duckDb.connection.createAppender(table));
      appenders.set(table, appender);
      return appender;
    };
    const { columns } = target;
    appendBatch(await appenderOf(target.table), stageTypes(columns), batch.columns, batch.rowCount);
    if (!hasCells(batch.columns)) return;
    appendCells(await appenderOf(stageCells), batch.scan, columns, batch.columns);
  });
}

type ReadersEnd = Exclude<ReaderMessage, Batch | { readonly type: 'failed' }>;

/** The threads, and what they have sent. */
class Readers {
  readonly #workers: readonly Worker[];
  readonly #pending = new Int32Array(new SharedArrayBuffer(4));
  readonly #stopFlag = new Int32Array(new SharedArrayBuffer(4));
  readonly #queue: Batch[] = [];
  #wake: () => void = () => undefined;
  #finishedCount = 0;
  #failure: unknown;
  end: ReadersEnd | undefined;

  constructor(
    settings: ReadSettings,
    chunks: readonly Chunk[],
    descriptor: number,
    keys: Int32Array<SharedArrayBuffer> | null,
  ) {
    const count = Math.max(1, Math.min(settings.threadCount, chunks.length));
    const request: ReaderRequest = {
      file: settings.file,
      descriptor,
      scans: settings.plan.scans.map(({ scan }) => scan),
      chunks,
      keys,
      eventChunksLeft: new Int32Array(new SharedArrayBuffer(4)).fill(
        chunks.filter(({ scan }) => scan === 0).length,
      ),
      cursor: new Int32Array(new SharedArrayBuffer(4)),
      pending: this.#pending,
      pendingLimit: count * pendingPerReader,
      stopFlag: this.#stopFlag,
    };
    this.#workers = Array.from({ length: count }, () =>
      this.#start(settings.readerThreadUrl, request),
    );
  }

  #start(url: URL, request: ReaderRequest): Worker {
    const worker = new Worker(url, { workerData: request });
    worker.on('message', (message: ReaderMessage) => this.#take(message));
    worker.on('error', (error) => this.fail(error));
    worker.on('exit', (code) => {
      if (code !== 0 && this.end === undefined) this.fail(new Error(`a reader ended with ${code}`));
    });
    return worker;
  }

  #take(message: ReaderMessage): void {
    if (message.type === 'batch') this.#queue.push(message);
    else if (message.type === 'failed') this.fail(new PersonaeError(message.error));
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

  /** A batch is in the table: a reader may send another. */
  stored(): void {
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

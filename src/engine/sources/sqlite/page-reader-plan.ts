// What a reader thread is told to read, and what it sends back: plain values that survive a thread
// boundary.
import type { SqlParameter } from '#shared/recipe/source';
import type { ErrorValue } from '#shared/errors';

/**
 * How a column travels. `integer`: int64; `text`: strings; `time`: int64 microseconds since 1970;
 * `number`: float64; `flag`: int8. A cell that the quick way cannot read travels as text beside it.
 */
export type Transport = 'integer' | 'text' | 'time' | 'number' | 'flag';

export interface ReadColumn {
  readonly name: string;
  readonly transport: Transport;
  /** For `time`: a named format or a strptime pattern. */
  readonly timeFormat?: string;
}

/** Rows of a table with row ids, read in pages of ids by any number of threads. */
export interface TableScan {
  readonly kind: 'table';
  readonly table: string;
  readonly columns: readonly ReadColumn[];
  /**
   * `rows`: the row id and every column. `runs`: neighbouring rows of the same key as one; the
   * columns are the key and the flag, and what is sent is the key, how many rows, and how many ones
   * (missing where no row of the run has a flag that can be read).
   */
  readonly shape: 'rows' | 'runs';
}

/** Rows of a view, a SELECT or a table without row ids: one thread, one pass. */
export interface QueryScan {
  readonly kind: 'query';
  readonly sql: string;
  readonly parameters: Readonly<Record<string, SqlParameter>>;
  readonly columns: readonly ReadColumn[];
}

export type Scan = TableScan | QueryScan;

/** A range of row ids: greater than `after`, up to and with `until`. */
export interface Chunk {
  /** Index in the list of scans. */
  readonly scan: number;
  readonly number: number;
  readonly after: bigint;
  readonly until: bigint;
}

export interface ReaderRequest {
  readonly file: string;
  /**
   * The file, open for reading. It belongs to whoever started the threads: closing it in one of them
   * would drop the locks that SQLite holds for the others.
   */
  readonly descriptor: number;
  readonly scans: readonly Scan[];
  readonly chunks: readonly Chunk[];
  /** One Int32: the next chunk that nobody has taken. */
  readonly cursor: Int32Array<SharedArrayBuffer>;
  /** One Int32: batches sent and not yet stored; readers wait while it is too high. */
  readonly pending: Int32Array<SharedArrayBuffer>;
  readonly pendingLimit: number;
  /** One Int32, 1 when the job is to stop. */
  readonly stopFlag: Int32Array<SharedArrayBuffer>;
}

export interface ColumnBatch {
  readonly transport: Transport;
  /** `rowCount` values in little-endian order; null for text. */
  readonly values: ArrayBuffer | null;
  /** A bit a row, 1 where there is a value, padded to 8 bytes; null where every row has one. */
  readonly validity: ArrayBuffer | null;
  /** For text all cells, elsewhere those that the quick way could not read; null: none. */
  readonly texts: readonly (string | null)[] | null;
}

export interface Batch {
  readonly type: 'batch';
  readonly scan: number;
  readonly chunk: number;
  /** Everything up to this row id has been sent. */
  readonly upTo: bigint;
  readonly finished: boolean;
  /** Rows of the source that went into this batch. */
  readonly sourceRowCount: number;
  /** Of runs: how many of these rows have a flag, and how many one that cannot be read. */
  readonly observedCount: number;
  readonly unreadableCount: number;
  readonly rowCount: number;
  readonly columns: readonly ColumnBatch[];
}

export type ReaderMessage =
  | Batch
  /** A column that was to travel as integers holds something else: it must travel as text. */
  | { readonly type: 'not-integer'; readonly scan: number; readonly column: number }
  | { readonly type: 'finished' }
  | { readonly type: 'failed'; readonly error: ErrorValue };

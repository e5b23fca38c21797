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
   * What is sent. `rows`: the row id and every column. Of the other two the columns are a key and a
   * flag. `runs`: neighbouring rows of the same key as one, with the key, how many rows, and how
   * many ones. `ones`: of these runs only those with ones, key and number; whether the keys occur
   * among the events is looked up in `keys`.
   */
  readonly shape: 'rows' | 'runs' | 'ones';
  /** Index of the column that goes into `keys`, if any. */
  readonly keyColumn?: number;
}

/** Rows of a view, a SELECT or a table without row ids: one thread, one pass. */
export interface QueryScan {
  readonly kind: 'query';
  readonly sql: string;
  readonly parameters: Readonly<Record<string, SqlParameter>>;
  readonly columns: readonly ReadColumn[];
  readonly keyColumn?: number;
}

export type Scan = TableScan | QueryScan;

/** Keys from 0 up to this have a bit: 256 MB, of which only what is touched takes memory. */
export const keyLimit = 2 ** 31;

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
  /**
   * A bit for every key of the events from 0 to keyLimit - 1; null where nobody looks keys up. Scans
   * of shape `ones` wait until `eventChunksLeft`, one Int32, is 0.
   */
  readonly keys: Int32Array<SharedArrayBuffer> | null;
  readonly eventChunksLeft: Int32Array<SharedArrayBuffer>;
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
  /** Of flags: how many of these rows have one, and how many one that cannot be read. */
  readonly observedCount: number;
  readonly unreadableCount: number;
  /** Of shape `ones`: rows whose key no event has. */
  readonly unmatchedCount: number;
  readonly rowCount: number;
  readonly columns: readonly ColumnBatch[];
}

export type ReaderMessage =
  | Batch
  /** A column that was to travel as integers holds something else: it must travel as text. */
  | { readonly type: 'not-integer'; readonly scan: number; readonly column: number }
  /** A key that has no bit in `keys`: the scan must be read as `runs`. */
  | { readonly type: 'key-beyond' }
  | { readonly type: 'finished' }
  | { readonly type: 'failed'; readonly error: ErrorValue };

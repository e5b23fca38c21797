// A source as DuckDB reads it: something to select from, and what has to be done before and after.
import type { JobContext } from '../jobs/job-context.ts';

export interface ScanColumn {
  readonly name: string;
  /** DuckDB's name of the type; VARCHAR for everything in delimited files. */
  readonly type: string;
}

export interface ScanSettings {
  /** A folder of the working store; copies are written there where DuckDB cannot read directly. */
  readonly copyFolder: string;
}

/** Rows that could not be read, with the first few of them named. */
export interface RejectedRows {
  readonly count: number;
  /** As "orders.csv, line 17: has 2 cells instead of 3". */
  readonly examples: readonly string[];
}

export interface Scan {
  /**
   * To stand behind FROM: one relation with `columns`, in the order of the rows in the source. A
   * query on it fails at the first row that does not fit; see `afterFault`.
   */
  readonly relation: string;
  readonly columns: readonly ScanColumn[];
  /** The most that `prepare` writes into the copy folder; 0 where it writes nothing. */
  readonly copyBytes: number;
  /** To be awaited before the first use of `relation`, and again after the copies were purged. */
  readonly prepare: (context: JobContext) => Promise<void>;
  /** The rows that are not in `relation` because they do not fit; known after `prepare`. */
  readonly rejectedRows: () => Promise<RejectedRows>;
  /**
   * The scan to go on with when a query on `relation` has thrown: it reads a copy without the rows
   * that do not fit. Null where a copy would not help.
   */
  readonly afterFault: (thrown: unknown) => Promise<Scan | null>;
  /** `.` or `,`: how numbers in text columns are written, for `numberSql`. */
  readonly decimal: '.' | ',';
}

export const noRejectedRows: RejectedRows = { count: 0, examples: [] };

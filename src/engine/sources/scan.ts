// A source as DuckDB reads it: something to select from, and what has to be done before and after.
import type { JobContext } from '../jobs/job-context.ts';
import type { DuckDb } from '../duckdb/open-duckdb.ts';

export interface ScanColumn {
  readonly name: string;
  /** DuckDB's name of the type; VARCHAR for everything in delimited files. */
  readonly type: string;
}

export interface ScanSettings {
  /** A folder of the working store; copies are written there where DuckDB cannot read directly. */
  readonly copyFolder: string;
  /**
   * True for a second try after `file.damaged` ("mixes kinds of line ends"): a stray line end deep in
   * a file is not seen beforehand and makes DuckDB refuse it, while a copy evens it out.
   */
  readonly alwaysCopy?: boolean;
}

/** Rows that could not be read, with the first few of them named. */
export interface RejectedRows {
  readonly count: number;
  /** As "orders.csv, line 17: has 2 cells instead of 3". */
  readonly examples: readonly string[];
}

export interface Scan {
  /** To stand behind FROM: one relation with `columns`, in the order of the rows in the source. */
  readonly relation: string;
  readonly columns: readonly ScanColumn[];
  /** The most that `prepare` writes into the copy folder; 0 where it writes nothing. */
  readonly copyBytes: number;
  /** To be awaited before the first use of `relation`, and again after the copies were purged. */
  readonly prepare: (context: JobContext) => Promise<void>;
  /**
   * The rows that the queries on `relation` have left out since the last call, asked on the
   * connection that ran them.
   */
  readonly takeRejectedRows: (duckDb: DuckDb) => Promise<RejectedRows>;
  /** `.` or `,`: how numbers in text columns are written, for `numberSql`. */
  readonly decimal: '.' | ',';
}

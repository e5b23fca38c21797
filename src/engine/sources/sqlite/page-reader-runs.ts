// Neighbouring rows of one key become one row of counts: of a table of twenty million rows shown in
// six million searches, six million are sent.
import type { SqliteCell } from './page-reader-columns.ts';
import type { BatchSink } from './page-reader-sink.ts';

export class RunGatherer {
  readonly #sink: BatchSink;
  #key: SqliteCell = null;
  #rowCount = 0;
  #observed = 0;
  #ones = 0;
  #unreadable = 0;

  constructor(sink: BatchSink) {
    this.#sink = sink;
  }

  add(key: SqliteCell, flag: SqliteCell): void {
    if (key !== this.#key) this.#start(key);
    this.#rowCount += 1;
    if (flag === null) return;
    if (flag === 1 || flag === 1n) {
      this.#observed += 1;
      this.#ones += 1;
    } else if (flag === 0 || flag === 0n) {
      this.#observed += 1;
    } else {
      this.#unreadable += 1;
    }
  }

  /** Hands the run under way to the sink. */
  finish(): void {
    this.#start(null);
  }

  #start(key: SqliteCell): void {
    if (this.#rowCount > 0) {
      this.#sink.addRow(
        [this.#key, this.#rowCount, this.#observed, this.#ones, this.#unreadable],
        this.#rowCount,
      );
    }
    this.#key = key;
    this.#rowCount = 0;
    this.#observed = 0;
    this.#ones = 0;
    this.#unreadable = 0;
  }
}

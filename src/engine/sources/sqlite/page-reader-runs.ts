// Neighbouring rows of one key become one row of counts: of a table of twenty million rows shown in
// six million searches, six million are sent.
import { falseWords, trueWords } from '../truth-text.ts';
import type { SqliteCell } from './page-reader-columns.ts';
import type { BatchSink } from './page-reader-sink.ts';

/** Undefined where the cell is neither yes, no nor missing. */
function readFlag(cell: SqliteCell): boolean | null | undefined {
  if (cell === 1 || cell === 1n) return true;
  if (cell === 0 || cell === 0n) return false;
  if (cell === null) return null;
  if (typeof cell !== 'string') return undefined;
  const word = cell.trim().toLowerCase();
  if (word === '') return null;
  if (trueWords.includes(word)) return true;
  return falseWords.includes(word) ? false : undefined;
}

export class RunGatherer {
  readonly #sink: BatchSink;
  #key: SqliteCell = null;
  #rowCount = 0;
  #ones = 0;
  #observed = false;

  constructor(sink: BatchSink) {
    this.#sink = sink;
  }

  add(key: SqliteCell, flag: SqliteCell): void {
    if (key !== this.#key) this.#start(key);
    this.#rowCount += 1;
    const yes = readFlag(flag);
    if (yes === null) return;
    if (yes === undefined) {
      this.#sink.countUnreadable();
      return;
    }
    this.#observed = true;
    this.#sink.countObserved();
    if (yes) this.#ones += 1;
  }

  /** Hands the run under way to the sink. */
  finish(): void {
    this.#start(null);
  }

  #start(key: SqliteCell): void {
    if (this.#rowCount > 0) {
      const ones = this.#observed ? this.#ones : null;
      this.#sink.addRow([this.#key, this.#rowCount, ones], this.#rowCount);
    }
    this.#key = key;
    this.#rowCount = 0;
    this.#ones = 0;
    this.#observed = false;
  }
}

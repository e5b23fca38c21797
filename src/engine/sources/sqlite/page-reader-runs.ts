// Neighbouring rows of one key become one row of counts: of a table of twenty million rows shown in
// six million searches, six million are sent.
import { falseWords, trueWords } from '../truth-text.ts';
import type { SqliteCell } from './page-reader-columns.ts';
import { hasKey } from './page-reader-keys.ts';
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
  readonly #keys: Int32Array | null;
  #key: SqliteCell = null;
  #rowCount = 0;
  #ones = 0;
  #observed = false;

  /** @param keys of the events, where only runs with ones are to be sent */
  constructor(sink: BatchSink, keys: Int32Array | null) {
    this.#sink = sink;
    this.#keys = keys;
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
      if (this.#keys) this.#sendOnes(this.#keys);
      else this.#sendRun();
    }
    this.#key = key;
    this.#rowCount = 0;
    this.#ones = 0;
    this.#observed = false;
  }

  #sendRun(): void {
    const ones = this.#observed ? this.#ones : null;
    this.#sink.addRow([this.#key, this.#rowCount, ones], this.#rowCount);
  }

  #sendOnes(keys: Int32Array): void {
    const key = this.#key;
    if (typeof key !== 'number' || !hasKey(keys, key)) this.#sink.countUnmatched(this.#rowCount);
    if (this.#ones > 0) this.#sink.addRow([key, this.#ones], this.#rowCount);
    else this.#sink.countUnsent(this.#rowCount);
  }
}

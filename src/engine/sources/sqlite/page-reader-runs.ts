// Neighbouring rows of one key become one row of counts: of a table of twenty million rows shown in
// six million searches, six million are sent.
import { falseWords, trueWords } from '../truth-text.ts';
import type { SqliteCell } from './page-reader-columns.ts';
import { hasKey } from './page-reader-keys.ts';
import type { LeafRows } from './page-reader-leaf.ts';
import type { BatchSink } from './page-reader-sink.ts';
import { isSmallInteger, nullType, oneType, smallInteger, zeroType } from './page-reader-stored.ts';

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
    this.#sink.countObserved(1);
    if (yes) this.#ones += 1;
  }

  /**
   * Takes rows of a leaf as long as the key is a small integer and the flag 0, 1 or NULL.
   * @returns the first row that was not taken, or `end`
   */
  addPlain(
    bytes: Buffer,
    rows: LeafRows,
    keysAreRowIds: boolean,
    first: number,
    end: number,
  ): number {
    const { rowIds, types, offsets, rowLimit } = rows;
    let key = this.#key;
    let rowCount = this.#rowCount;
    let ones = this.#ones;
    let observed = 0;
    let at = first;
    for (; at < end; at++) {
      const flag = types[rowLimit + at]!;
      if (flag !== nullType && flag !== zeroType && flag !== oneType) break;
      let next = rowIds[at]!;
      if (!keysAreRowIds) {
        const type = types[at]!;
        if (!isSmallInteger(type)) break;
        next = smallInteger(bytes, type, offsets[at]!);
      }
      if (next !== key) {
        this.#rowCount = rowCount;
        this.#ones = ones;
        this.#observed ||= observed > 0;
        this.#sink.countObserved(observed);
        this.#start(next);
        key = next;
        rowCount = 0;
        ones = 0;
        observed = 0;
      }
      rowCount += 1;
      if (flag === nullType) continue;
      observed += 1;
      ones += flag - zeroType;
    }
    this.#rowCount = rowCount;
    this.#ones = ones;
    this.#observed ||= observed > 0;
    this.#sink.countObserved(observed);
    return at;
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

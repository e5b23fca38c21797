// The keys of all events, a bit each, shared by the threads: whether a detail belongs to an event is
// one look, and neither the keys nor the details have to be stored for it.
import { keyLimit, type ColumnBatch } from './page-reader-plan.ts';

/** A key has no bit. */
export class KeyBeyond extends Error {}

export function createKeys(): Int32Array<SharedArrayBuffer> {
  return new Int32Array(new SharedArrayBuffer(keyLimit / 8));
}

export function addKey(keys: Int32Array, key: number): void {
  if (!(key >= 0 && key < keyLimit)) throw new KeyBeyond('a key without a bit');
  Atomics.or(keys, key >>> 5, 1 << (key & 31));
}

/** Keys beyond the limit belong to no event: those would have been refused. */
export function hasKey(keys: Int32Array, key: number): boolean {
  return key >= 0 && key < keyLimit && ((keys[key >>> 5]! >>> (key & 31)) & 1) === 1;
}

/** Adds the keys of a column of integers. */
export function addKeys(
  keys: Int32Array,
  { values, validity, transport }: ColumnBatch,
  rowCount: number,
): void {
  if (values === null || transport !== 'integer') throw new KeyBeyond('keys that are no integers');
  const halves = new Int32Array(values);
  const bits = validity && new Uint8Array(validity);
  for (let row = 0; row < rowCount; row++) {
    if (bits && ((bits[row >> 3]! >> (row & 7)) & 1) === 0) continue;
    const low = halves[2 * row]!;
    if (halves[2 * row + 1] !== 0 || low < 0) throw new KeyBeyond('a key without a bit');
    Atomics.or(keys, low >>> 5, 1 << (low & 31));
  }
}

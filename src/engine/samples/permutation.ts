// A shuffled order of 0 .. size - 1 that needs no memory, whatever the size: identifiers that say
// nothing about the person behind them, and searches of all people mixed.
import { hashAt } from './counter-hash.ts';

const roundCount = 4;

export interface Permutation {
  readonly size: number;
  /** Where the value at `index` goes. */
  readonly forward: (index: number) => number;
  /** The index that `forward` sends to `image`. */
  readonly backward: (image: number) => number;
}

/**
 * A keyed permutation: a balanced Feistel network over the smallest square of a power of two that
 * holds `size`, walked along its cycles until the value is below `size` again (Black and Rogaway,
 * "Ciphers with arbitrary finite domains", 2002).
 *
 * @param size from 1 to 2^32
 */
export function createPermutation(size: number, key: number): Permutation {
  let halfBits = 1;
  while (2 ** (2 * halfBits) < size) halfBits++;
  const half = 2 ** halfBits;
  const mask = half - 1;
  const roundKeys = Array.from({ length: roundCount }, (_, round) => hashAt(key, round));
  const backwardKeys = roundKeys.toReversed();

  // Both directions are the same network: the halves change places once more at the end.
  const network = (value: number, keys: readonly number[]) => {
    let left = Math.floor(value / half);
    let right = value & mask;
    for (let round = 0; round < roundCount; round++) {
      const next = (left ^ hashAt(keys[round] ?? 0, right)) & mask;
      left = right;
      right = next;
    }
    return right * half + left;
  };

  const walk = (start: number, keys: readonly number[]) => {
    let value = network(start, keys);
    while (value >= size) value = network(value, keys);
    return value;
  };

  return {
    size,
    forward: (index) => walk(index, roundKeys),
    backward: (image) => walk(image, backwardKeys),
  };
}

// An order of sequences by what they hold, so that the order of persons in the source decides nothing.
import type { SequencePanel } from './hidden-markov-types.ts';

/**
 * Places of sequences: the short first, those of equal length by their cells, row after row.
 *
 * @param rank for each sequence a number: those of a lower one come before, whatever their length
 */
export function contentOrder({ starts, columns }: SequencePanel, rank?: Uint8Array): Uint32Array {
  const lengthOf = (sequence: number) => starts[sequence + 1]! - starts[sequence]!;
  const order = Uint32Array.from({ length: starts.length - 1 }, (_, sequence) => sequence);
  return order.sort((a, b) => {
    const ranks = rank ? rank[a]! - rank[b]! : 0;
    const difference = ranks || lengthOf(a) - lengthOf(b);
    if (difference !== 0) return difference;
    for (let t = 0; t < lengthOf(a); t++) {
      for (const column of columns) {
        const x = column[starts[a]! + t]!;
        const y = column[starts[b]! + t]!;
        if (x < y) return -1;
        if (x > y) return 1;
        if (Number.isNaN(x) !== Number.isNaN(y)) return Number.isNaN(x) ? 1 : -1;
      }
    }
    return a - b;
  });
}

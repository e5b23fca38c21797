// Which sequences lie side by side: those of nearly the same length, so that little is padded.
import type { Random } from '../random.ts';
import type { SequenceBatch } from './recurrent-types.ts';
import { laneCount } from './tile-memory.ts';

export function lengthOf({ starts }: SequenceBatch, sequence: number): number {
  return starts[sequence + 1]! - starts[sequence]!;
}

export function longestSequence(batch: SequenceBatch): number {
  let longest = 0;
  for (let i = 0; i < batch.sequenceCount; i++) longest = Math.max(longest, lengthOf(batch, i));
  return longest;
}

/**
 * Cuts sequences, the shortest first, into tiles of laneCount; the last is filled up with -1.
 * Sequences of one length keep the order in which they are given.
 */
export function tilesByLength(batch: SequenceBatch, sequences: Uint32Array): Int32Array {
  const counts = new Uint32Array(longestSequence(batch) + 2);
  for (const sequence of sequences) counts[lengthOf(batch, sequence) + 1]!++;
  for (let length = 1; length < counts.length; length++) counts[length]! += counts[length - 1]!;
  const tiles = new Int32Array(Math.ceil(sequences.length / laneCount) * laneCount).fill(-1);
  for (const sequence of sequences) tiles[counts[lengthOf(batch, sequence)]!++] = sequence;
  return tiles;
}

/**
 * The tiles of one epoch: sequences of one length in random order, then whole tiles in random order,
 * so that a minibatch has long and short sequences.
 */
export function shuffledTiles(
  batch: SequenceBatch,
  sequences: Uint32Array,
  random: Random,
): Int32Array {
  const order = sequences.slice();
  random.shuffle(order);
  const sorted = tilesByLength(batch, order);
  const tileOrder = Uint32Array.from({ length: sorted.length / laneCount }, (_, tile) => tile);
  random.shuffle(tileOrder);
  const tiles = new Int32Array(sorted.length);
  tileOrder.forEach((tile, place) => {
    const from = tile * laneCount;
    tiles.set(sorted.subarray(from, from + laneCount), place * laneCount);
  });
  return tiles;
}

// Random numbers by counter: the n-th draw of a stream without drawing those before it.
// A sequential stream cannot do that, and a sample is written table after table: the same search is
// met again when its rows, its visits and its phone requests are written, and must look the same,
// while nothing but the seed is kept in memory. See docs/samples.md.
import { deriveSeed } from '#analysis/random';

/** A bijection of 32-bit words that flips about half of the bits (lowbias32, C. Wellons 2018). */
function scramble(word: number): number {
  let h = word;
  h = Math.imul(h ^ (h >>> 16), 0x21f0aaad);
  h = Math.imul(h ^ (h >>> 15), 0x735a2d97);
  return h ^ (h >>> 15);
}

/** The 32-bit key of one stream of a sample: one per seed and purpose. */
export function streamKey(seed: number, purpose: string): number {
  return deriveSeed(seed, 'sample', purpose) | 0;
}

/** Draw `counter` (a whole number below 2^32) of the stream `key`, as 32 bits. */
export function hashAt(key: number, counter: number): number {
  return scramble((scramble(counter ^ key) + key) | 0);
}

/** 32 random bits as a number strictly between 0 and 1. */
export function toUnit(bits: number): number {
  return ((bits >>> 0) + 0.5) / 2 ** 32;
}

/** Draw `counter` of the stream `key`, uniform strictly between 0 and 1. */
export function uniformAt(key: number, counter: number): number {
  return toUnit(hashAt(key, counter));
}

/** Draw `counter` of the stream `key`, standard normal (Box and Muller). */
export function normalAt(key: number, counter: number): number {
  const bits = hashAt(key, counter);
  const radius = Math.sqrt(-2 * Math.log(toUnit(bits)));
  return radius * Math.cos(2 * Math.PI * uniformAt(bits, counter));
}

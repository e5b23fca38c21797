// Seeded random streams: the only source of chance in the analysis.
import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plusFromState } from 'pure-rand/generator/xoroshiro128plus';

/** A stream of random numbers; the same seed gives the same stream on every machine. */
export interface Random {
  /** Uniform in [0, 1), a multiple of 2^-53. */
  readonly uniform: () => number;
  /** Uniform among 0 .. n - 1, without modulo bias; 1 <= n <= 2^32. */
  readonly integerBelow: (n: number) => number;
  /** Standard normal (Marsaglia's polar method). */
  readonly normal: () => number;
  /** Puts the values into random order, in place (Fisher-Yates). */
  readonly shuffle: (indices: Uint32Array) => void;
}

/** Mixes one 32-bit word into a 32-bit state (the finaliser of MurmurHash3). */
function mix(state: number, word: number): number {
  let h = Math.imul(state ^ word, 0x9e3779b1);
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return h ^ (h >>> 16);
}

/** A 32-bit hash of a text or a number; a text and a number never share their words by accident. */
function mixLabel(state: number, label: string | number): number {
  if (typeof label === 'string') {
    let h = mix(state, label.length + 1);
    for (let i = 0; i < label.length; i++) h = mix(h, label.charCodeAt(i));
    return h;
  }
  const words = new Uint32Array(new Float64Array([label]).buffer);
  return mix(mix(mix(state, 0), words[0] ?? 0), words[1] ?? 0);
}

/**
 * A seed for an independent sub-stream, such as one restart of a fit. It depends on the seed and on
 * every label, never on how many numbers were drawn before, so that work may be done in any order.
 *
 * @returns a whole number of 53 bits, fit to be stored in JSON
 */
export function deriveSeed(seed: number, ...labels: (string | number)[]): number {
  let high = mixLabel(0x2545f491, seed);
  let low = mixLabel(0x1b873593, seed);
  for (const label of labels) {
    high = mixLabel(high, label);
    low = mixLabel(low, label);
  }
  return (mix(high, 1) >>> 11) * 2 ** 32 + (mix(low, 2) >>> 0);
}

/**
 * A random stream (xoroshiro128+).
 *
 * @param seed any finite number; close seeds give unrelated streams
 */
export function createRandom(seed: number): Random {
  const words = [0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344];
  const generator = xoroshiro128plusFromState(words.map((word) => mixLabel(word, seed) | 0));
  const uniform = () => uniformFloat64(generator);
  const integerBelow = (n: number) => uniformInt(generator, 0, n - 1);
  let spare: number | undefined;

  const normal = () => {
    if (spare !== undefined) {
      const kept = spare;
      spare = undefined;
      return kept;
    }
    for (;;) {
      const a = 2 * uniform() - 1;
      const b = 2 * uniform() - 1;
      const square = a * a + b * b;
      if (square >= 1 || square === 0) continue;
      const factor = Math.sqrt((-2 * Math.log(square)) / square);
      spare = b * factor;
      return a * factor;
    }
  };

  const shuffle = (indices: Uint32Array) => {
    for (let last = indices.length - 1; last > 0; last--) {
      const other = integerBelow(last + 1);
      const kept = indices[last] ?? 0;
      indices[last] = indices[other] ?? 0;
      indices[other] = kept;
    }
  };

  return { uniform, integerBelow, normal, shuffle };
}

// xoshiro128++ (Blackman and Vigna 2019): random words that a kernel can draw in the same way.
import { createRandom } from '../random.ts';

/** Words of the generator's state. */
export const stateWords = 4;

/** The state that a seed starts from. */
export function startState(seed: number): Uint32Array {
  const random = createRandom(seed);
  const state = new Uint32Array(stateWords);
  for (let i = 0; i < stateWords; i++) state[i] = random.integerBelow(2 ** 32);
  // One bit keeps the state from being all zero.
  state[0]! |= 1;
  return state;
}

function rotateLeft(word: number, count: number): number {
  return (word << count) | (word >>> (32 - count));
}

/** A word of 32 random bits; changes the state. */
export function nextWord(state: Uint32Array): number {
  const [a, b, c, d] = [state[0]!, state[1]!, state[2]!, state[3]!];
  const word = (rotateLeft(a + d, 7) + a) >>> 0;
  const third = c ^ a;
  const fourth = d ^ b;
  state[1] = b ^ third;
  state[0] = a ^ fourth;
  state[2] = third ^ (b << 9);
  state[3] = rotateLeft(fourth, 11);
  return word;
}

/** Among 0 .. n - 1; the bias of at most n / 2^32 is of no account here. */
export function nextBelow(state: Uint32Array, n: number): number {
  return Math.floor(nextWord(state) * n * 2 ** -32);
}

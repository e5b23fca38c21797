// Random numbers, as src/analysis/supervised/random-words.ts has them.
import { head } from './growth';

// @ts-ignore: decorator
@inline
function rotateLeft(word: u32, count: u32): u32 {
  return (word << count) | (word >> (32 - count));
}

/** xoshiro128++, as random-words.ts has it. */
export function nextBelow(n: u32): u32 {
  const a = load<u32>(head), b = load<u32>(head, 4), c = load<u32>(head, 8), d = load<u32>(head, 12);
  const word = rotateLeft(a + d, 7) + a;
  const third = c ^ a;
  const fourth = d ^ b;
  store<u32>(head, b ^ third, 4);
  store<u32>(head, a ^ fourth);
  store<u32>(head, third ^ (b << 9), 8);
  store<u32>(head, rotateLeft(fourth, 11), 12);
  return <u32>(<f64>word * <f64>n * 2.3283064365386963e-10);
}

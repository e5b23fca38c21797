import { expect, test } from 'vitest';
import { hashAt, normalAt, streamKey, uniformAt } from '#engine/samples/counter-hash';

const key = streamKey(1, 'test');

/** Pearson's statistic against equal shares. */
function chiSquare(counts: number[]): number {
  const expected = counts.reduce((sum, count) => sum + count, 0) / counts.length;
  return counts.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);
}

test('a draw depends on the seed, the purpose and the counter, and on nothing else', () => {
  expect(hashAt(key, 5)).toBe(hashAt(streamKey(1, 'test'), 5));
  expect(hashAt(key, 5)).not.toBe(hashAt(key, 6));
  expect(hashAt(key, 5)).not.toBe(hashAt(streamKey(2, 'test'), 5));
  expect(hashAt(key, 5)).not.toBe(hashAt(streamKey(1, 'other'), 5));
});

test('uniform draws fill 100 bins evenly, singly and in neighbouring pairs', () => {
  const single = new Array<number>(100).fill(0);
  const pairs = new Array<number>(100).fill(0);
  for (let counter = 0; counter < 100_000; counter++) {
    const value = uniformAt(key, counter);
    const next = uniformAt(key, counter + 1);
    expect(value > 0 && value < 1).toBe(true);
    single[Math.floor(value * 100)]! += 1;
    pairs[Math.floor(value * 10) * 10 + Math.floor(next * 10)]! += 1;
  }
  // The 99.99th percentile of chi-square with 99 degrees of freedom.
  expect(chiSquare(single)).toBeLessThan(161.3);
  expect(chiSquare(pairs)).toBeLessThan(161.3);
});

test('two streams of one seed are unrelated', () => {
  const other = streamKey(1, 'another');
  const count = 50_000;
  let product = 0;
  for (let counter = 0; counter < count; counter++) {
    product += (uniformAt(key, counter) - 0.5) * (uniformAt(other, counter) - 0.5);
  }
  const correlation = (12 * product) / count;
  expect(Math.abs(correlation)).toBeLessThan(4 / Math.sqrt(count));
});

test('normal draws have mean 0, variance 1, no skew and normal tails', () => {
  const count = 200_000;
  const sums = [0, 0, 0, 0];
  for (let counter = 0; counter < count; counter++) {
    const z = normalAt(key, counter);
    sums[0]! += z;
    sums[1]! += z * z;
    sums[2]! += z * z * z;
    sums[3]! += Math.abs(z) > 1.959964 ? 1 : 0;
  }
  const [mean, square, cube, tail] = sums.map((sum) => sum / count);
  expect(mean).toBeCloseTo(0, 1.9);
  expect(square).toBeCloseTo(1, 1.8);
  expect(cube).toBeCloseTo(0, 1.5);
  expect(Math.abs(tail! - 0.05)).toBeLessThan(0.002);
});

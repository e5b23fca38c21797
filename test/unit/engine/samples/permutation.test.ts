import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createPermutation } from '#engine/samples/permutation';

test('every index has one image, and the way back leads to it', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 3000 }), fc.integer(), (size, key) => {
      const { forward, backward } = createPermutation(size, key);
      const images = Array.from({ length: size }, (_, index) => forward(index));
      expect(new Set(images).size).toBe(size);
      expect(Math.min(...images)).toBe(0);
      expect(Math.max(...images)).toBe(size - 1);
      expect(images.map(backward)).toEqual(images.map((_, index) => index));
    }),
    { numRuns: 60 },
  );
});

test('it works up to the largest number of searches', () => {
  const size = 400_000_000;
  const { forward, backward } = createPermutation(size, 77);
  for (const index of [0, 1, 2 ** 28, size - 1]) {
    const image = forward(index);
    expect(image).toBeGreaterThanOrEqual(0);
    expect(image).toBeLessThan(size);
    expect(backward(image)).toBe(index);
  }
});

test('the order looks shuffled: neighbours end up far from each other', () => {
  const size = 10_000;
  const { forward } = createPermutation(size, 3);
  let distance = 0;
  for (let index = 1; index < size; index++) {
    distance += Math.abs(forward(index) - forward(index - 1));
  }
  // Two uniform places are a third of the range apart on average.
  expect(distance / size / size).toBeGreaterThan(0.32);
  expect(distance / size / size).toBeLessThan(0.345);
});

// The random streams: reproducible, unbiased enough, independent between seeds.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createRandom, deriveSeed } from '#analysis/random';

function draw(count: number, next: () => number): number[] {
  return Array.from({ length: count }, next);
}

function mean(values: number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

test('the same seed gives the same stream, another seed another one', () => {
  const first = draw(50, createRandom(7).uniform);
  expect(draw(50, createRandom(7).uniform)).toEqual(first);
  expect(draw(50, createRandom(8).uniform)).not.toEqual(first);
  expect(draw(50, createRandom(7 + 2 ** 40).uniform)).not.toEqual(first);
});

test('the stream never changes between versions: recipes are replayed by it', () => {
  const random = createRandom(42);
  expect([random.uniform(), random.integerBelow(1000), random.normal()]).toMatchInlineSnapshot(`
    [
      0.9924647982665573,
      369,
      -0.6796534713836796,
    ]
  `);
  expect(deriveSeed(42, 'restart', 3)).toMatchInlineSnapshot(`7451389197105757`);
});

test('close seeds are unrelated from the first number on', () => {
  const firsts = Array.from({ length: 20_000 }, (_, seed) => createRandom(seed).uniform());
  expect(Math.abs(mean(firsts) - 0.5)).toBeLessThan(0.01);
  const products = firsts.slice(1).map((value, i) => (value - 0.5) * ((firsts[i] ?? 0) - 0.5));
  expect(Math.abs(mean(products)) * 12).toBeLessThan(0.03);
});

test('moments of uniform and normal', () => {
  const random = createRandom(1);
  const uniforms = draw(200_000, random.uniform);
  expect(Math.abs(mean(uniforms) - 0.5)).toBeLessThan(0.003);
  const normals = draw(200_000, random.normal);
  expect(Math.abs(mean(normals))).toBeLessThan(0.01);
  expect(Math.abs(mean(normals.map((x) => x * x)) - 1)).toBeLessThan(0.02);
  expect(Math.abs(mean(normals.map((x) => x ** 4)) - 3)).toBeLessThan(0.15);
});

test('every integer below n is equally likely', () => {
  const random = createRandom(5);
  const counts = new Array<number>(7).fill(0);
  for (let i = 0; i < 70_000; i++) counts[random.integerBelow(7)]! += 1;
  const chiSquare = counts.reduce((sum, count) => sum + (count - 10_000) ** 2 / 10_000, 0);
  expect(chiSquare).toBeLessThan(22.5);
});

test('a shuffle keeps every value', () => {
  fc.assert(
    fc.property(fc.nat(300), fc.integer(), (length, seed) => {
      const indices = Uint32Array.from({ length }, (_, i) => i);
      createRandom(seed).shuffle(indices);
      expect([...indices].sort((a, b) => a - b)).toEqual(Array.from({ length }, (_, i) => i));
    }),
  );
});

test('derived seeds differ by every label and by their kind', () => {
  const seeds = [
    deriveSeed(1),
    deriveSeed(2),
    deriveSeed(1, 'a'),
    deriveSeed(1, 'a', 'b'),
    deriveSeed(1, 'ab'),
    deriveSeed(1, 'b', 'a'),
    deriveSeed(1, 1),
    deriveSeed(1, '1'),
    deriveSeed(1, 'a', 0),
  ];
  expect(new Set(seeds).size).toBe(seeds.length);
  for (const seed of seeds) expect(Number.isSafeInteger(seed) && seed >= 0).toBe(true);
});

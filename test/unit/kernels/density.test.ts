// The density kernel against its twin: the same counts, whatever lies on or outside the edges.
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { binEdges } from '#analysis/reductions/bin-edges';
import { scalarDensity, type DensityInput } from '#analysis/reductions/density-grid';
import { kernelDensity } from '#analysis/reductions/kernel-density';
import { createRandom } from '#analysis/random';
import type { ThreadTeam } from '../../../src/engine/threads/thread-team.ts';
import { startSoloTeam } from './solo-team.ts';

let team: ThreadTeam;
beforeAll(async () => {
  team = await startSoloTeam();
});
afterAll(async () => {
  expect(team.usedByteCount).toBe(0);
  await team.dispose();
});

function makeInput(rowCount: number, k: number, bins: [number, number], seed: number) {
  const random = createRandom(seed);
  const column = (draw: () => number) => Float64Array.from({ length: rowCount }, draw);
  const input: DensityInput = {
    x: column(() => Math.round(8 * random.normal()) / 4),
    y: column(() => (random.uniform() < 0.02 ? NaN : random.uniform() ** 5 * 900)),
    labels: Uint16Array.from({ length: rowCount }, () => random.integerBelow(k)),
    k,
    xEdges: binEdges(-2, 3, bins[0], false).edges,
    yEdges: binEdges(0, 800, bins[1], true).edges,
  };
  return input;
}

test('any number of rows, bins and clusters', () => {
  const bins = fc.tuple(fc.integer({ min: 1, max: 50 }), fc.integer({ min: 1, max: 50 }));
  fc.assert(
    fc.property(
      fc.nat(500),
      fc.integer({ min: 1, max: 5 }),
      bins,
      fc.nat(),
      (n, k, count, seed) => {
        const input = makeInput(n + 1, k, count, seed);
        expect(kernelDensity(input, team)).toEqual(scalarDensity(input));
      },
    ),
  );
});

test('rows that take several chunks and blocks', () => {
  const input = makeInput(1_200_000, 3, [40, 40], 5);
  const counts = kernelDensity(input, team);
  expect(counts).toEqual(scalarDensity(input));
  expect(counts.reduce((sum, count) => sum + count, 0)).toBeGreaterThan(900_000);
});

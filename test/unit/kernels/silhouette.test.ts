// The silhouette kernel against its twin, to rounding: the two add in different orders.
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { kernelDistanceSums } from '#analysis/silhouette/kernel-distance-sums';
import { silhouetteValues } from '#analysis/silhouette/silhouette';
import { sortByCluster } from '#analysis/silhouette/sorted-rows';
import { createRandom } from '#analysis/random';
import type { ThreadTeam } from '../../../src/engine/threads/thread-team.ts';
import { finish, makeBlobs } from '../analysis/kmeans/blobs.ts';
import { startSoloTeam } from './solo-team.ts';

let team: ThreadTeam;
beforeAll(async () => {
  team = await startSoloTeam();
});
afterAll(async () => {
  expect(team.usedByteCount).toBe(0);
  await team.dispose();
});

function expectEqual(found: Float64Array, expected: Float64Array): void {
  expect(found.length).toBe(expected.length);
  expected.forEach((value, row) => expect(Math.abs(found[row]! - value)).toBeLessThan(1e-13));
}

test('any rows, labels and numbers of clusters', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 600 }),
      fc.integer({ min: 1, max: 6 }),
      fc.integer({ min: 1, max: 9 }),
      fc.nat(),
      (rowCount, columnCount, k, seed) => {
        const random = createRandom(seed);
        const { matrix } = makeBlobs(rowCount, columnCount, 3, 2, seed);
        const labels = Uint8Array.from({ length: rowCount }, () => random.integerBelow(k));
        const found = finish(silhouetteValues(matrix, labels, k, team));
        expectEqual(found, finish(silhouetteValues(matrix, labels, k)));
      },
    ),
    { numRuns: 60 },
  );
});

test('rows that take several batches', () => {
  const { matrix, truth } = makeBlobs(2000, 2, 3, 2, 1);
  const sorted = sortByCluster(matrix, truth, 3);
  const whole = finish(kernelDistanceSums(sorted, team));
  const work = kernelDistanceSums(sorted, team, 3);
  const shares: number[] = [];
  let next = work.next();
  for (; !next.done; next = work.next()) shares.push(next.value);
  expect(shares.length).toBeGreaterThan(4);
  expect(shares).toEqual([...shares].sort((a, b) => a - b));
  expect(shares.at(-1)).toBe(1);
  expect(next.value).toEqual(whole);
});

// The k-means kernel against its twin: the same bytes, on data chosen to make screening doubtful.
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { centreMatrix } from '#analysis/kmeans/centred-matrix';
import { fitKMeans } from '#analysis/kmeans/fit-kmeans';
import type { KMeansRows } from '#analysis/kmeans/kmeans-backend';
import { kernelBackend } from '#analysis/kmeans/kernel-rows';
import { defaultKMeansParams } from '#analysis/kmeans/kmeans-types';
import { predictKMeans } from '#analysis/kmeans/predict-kmeans';
import { scalarBackend } from '#analysis/kmeans/scalar-rows';
import type { Matrix } from '#analysis/matrix';
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

/** Rows of very different kinds, by a seed. */
function makeMatrix(kind: string, rowCount: number, columnCount: number, seed: number): Matrix {
  const random = createRandom(seed);
  const cells: Record<string, () => number> = {
    normal: random.normal,
    'few integers': () => random.integerBelow(4),
    'heavy tails': () => random.normal() / (random.uniform() ** 4 + 1e-9),
    'one outlier': () => (random.uniform() < 0.0005 ? 1e12 : random.normal()),
    'far from zero': () => 1e8 + random.normal(),
    'nearly equal': () => 1 + 1e-15 * random.integerBelow(8),
    'crowded at zero': () => (random.uniform() < 0.3 ? 1 : 1e-15 * random.integerBelow(8)),
    'tiny and huge': () => (random.uniform() < 0.5 ? 1e-300 : 1e300) * random.normal(),
  };
  const cell = cells[kind]!;
  const columns = Array.from({ length: columnCount }, () =>
    Float64Array.from({ length: rowCount }, cell),
  );
  return { rowCount, columns };
}

const kinds = [
  'normal',
  'few integers',
  'heavy tails',
  'one outlier',
  'far from zero',
  'nearly equal',
  'crowded at zero',
  'tiny and huge',
];

function pass(rows: KMeansRows, k: number, seed: number): unknown[] {
  const random = createRandom(seed);
  const { columnCount } = rows;
  const centroids = new Float64Array(k * columnCount);
  const draw = () => {
    for (let cluster = 0; cluster < k; cluster++) {
      rows.copyRow(random.integerBelow(rows.rowCount), centroids, cluster * columnCount);
    }
    return centroids.slice();
  };
  const found: unknown[] = [rows.assign(draw()), rows.moments(centroids)];
  found.push(rows.reassign(draw()), rows.assign(draw()), rows.reassign(draw()));
  rows.relabel(Array.from({ length: k }, (_, cluster) => (cluster + 1) % k));
  found.push(rows.moments(draw()), rows.nearestTwo(draw()));
  let potential = rows.seedFirst(random.integerBelow(rows.rowCount));
  for (let seedCount = 1; seedCount < 5 && potential > 0; seedCount++) {
    const picked = Array.from({ length: 3 }, () => rows.seedPick(random.uniform() * potential));
    found.push(picked, rows.seedTrial(picked), potential);
    potential = rows.seedAccept(picked[0]!);
  }
  return found;
}

describe.each(kinds)('%s', (kind) => {
  test('every pass gives the bytes of the twin', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 300 }),
        fc.integer({ min: 1, max: 9 }),
        fc.integer({ min: 1, max: 20 }),
        fc.nat(),
        (rowCount, columnCount, k, seed) => {
          const centred = centreMatrix(makeMatrix(kind, rowCount, columnCount, seed));
          const rows = kernelBackend(team)(centred, k);
          const found = pass(rows, k, seed);
          rows.close();
          expect(found).toEqual(pass(scalarBackend(centred), k, seed));
        },
      ),
      { numRuns: 60 },
    );
  });

  test('so does every pass over several chunks', () => {
    const centred = centreMatrix(makeMatrix(kind, 20_001, 3, 5));
    const rows = kernelBackend(team)(centred, 7);
    const found = pass(rows, 7, 1);
    rows.close();
    expect(found).toEqual(pass(scalarBackend(centred), 7, 1));
  });
});

test('a whole fit and its prediction give the bytes of the twin', () => {
  for (const [columnCount, k] of [
    [2, 3],
    [5, 6],
    [3, 40],
  ] as const) {
    const { matrix } = makeBlobs(10_000, columnCount, 6, 3, columnCount);
    const params = { ...defaultKMeansParams, k, restartCount: 2 };
    const model = finish(fitKMeans(matrix, params, kernelBackend(team)));
    expect(model).toEqual(finish(fitKMeans(matrix, params)));
    expect(predictKMeans(model, matrix, kernelBackend(team))).toEqual(predictKMeans(model, matrix));
  }
});

test('more clusters than a byte can name fall back to plain TypeScript', () => {
  const { matrix } = makeBlobs(1000, 2, 5, 3, 1);
  const params = { ...defaultKMeansParams, k: 300, restartCount: 1, maxIterationCount: 3 };
  const model = finish(fitKMeans(matrix, params, kernelBackend(team)));
  expect(model.sizes.length).toBe(300);
  expect(predictKMeans(model, matrix, kernelBackend(team)).labels).toBeInstanceOf(Uint16Array);
});

test('a fit that is stopped midway gives its memory back', () => {
  const { matrix } = makeBlobs(1000, 2, 5, 3, 1);
  const fit = fitKMeans(matrix, { ...defaultKMeansParams, k: 5 }, kernelBackend(team));
  fit.next();
  expect(team.usedByteCount).toBeGreaterThan(0);
  fit.return(undefined as never);
  expect(team.usedByteCount).toBe(0);
});

test('too little memory is said, and nothing stays reserved', async () => {
  const small = await startSoloTeam(2_000_000);
  const { matrix } = makeBlobs(100_000, 3, 5, 3, 1);
  const fit = () =>
    finish(fitKMeans(matrix, { ...defaultKMeansParams, k: 5 }, kernelBackend(small)));
  expect(fit).toThrow(/2 MB are allowed/);
  expect(small.usedByteCount).toBe(0);
  await small.dispose();
});

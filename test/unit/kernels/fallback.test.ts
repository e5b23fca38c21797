// Where a kernel cannot be loaded, its twin gives the same result.
import { expect, test } from 'vitest';
import { fitKMeans } from '#analysis/kmeans/fit-kmeans';
import { kernelBackend } from '#analysis/kmeans/kernel-rows';
import { defaultKMeansParams } from '#analysis/kmeans/kmeans-types';
import { binEdges } from '#analysis/reductions/bin-edges';
import { densityGrids } from '#analysis/reductions/density-grid';
import { silhouetteValues } from '#analysis/silhouette/silhouette';
import type { Team } from '#analysis/team';
import { finish, makeBlobs } from '../analysis/kmeans/blobs.ts';
import { startSoloTeam } from './solo-team.ts';

/** A machine that refuses every kernel; anything else asked of it fails the test. */
const refusing = { supports: () => false } as unknown as Team;

test('a team knows which kernels it can load', async () => {
  const team = await startSoloTeam();
  expect(team.supports({ name: 'no kernel', bytes: Uint8Array.of(1, 2, 3) })).toBe(false);
  expect(
    finish(silhouetteValues(makeBlobs(9, 1, 2, 1, 1).matrix, new Uint8Array(9), 1, team)),
  ).toEqual(new Float64Array(9));
  await team.dispose();
});

test('k-means', () => {
  const { matrix } = makeBlobs(300, 3, 3, 1, 1);
  const params = { ...defaultKMeansParams, k: 3, restartCount: 1 };
  expect(finish(fitKMeans(matrix, params, kernelBackend(refusing)))).toEqual(
    finish(fitKMeans(matrix, params)),
  );
});

test('silhouette and density', () => {
  const { matrix, truth } = makeBlobs(300, 2, 3, 1, 1);
  expect(finish(silhouetteValues(matrix, truth, 3, refusing))).toEqual(
    finish(silhouetteValues(matrix, truth, 3)),
  );
  const x = new Float64Array(200_000);
  const bins = binEdges(0, 1, 3, false);
  const [counts] = densityGrids(x, x, new Uint8Array(200_000), 1, bins, bins, refusing);
  expect(counts?.[0]).toBe(200_000);
});

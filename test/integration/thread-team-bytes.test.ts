// The number of threads changes no byte of any result.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { fitKMeans } from '#analysis/kmeans/fit-kmeans';
import { kernelBackend } from '#analysis/kmeans/kernel-rows';
import { defaultKMeansParams } from '#analysis/kmeans/kmeans-types';
import { predictKMeans } from '#analysis/kmeans/predict-kmeans';
import { silhouetteValues } from '#analysis/silhouette/silhouette';
import { startThreadTeam, type ThreadTeam } from '../../src/engine/threads/thread-team.ts';
import { finish, makeBlobs } from '../unit/analysis/kmeans/blobs.ts';

const threadUrl = new URL('../../src/engine/threads/team-thread.ts', import.meta.url);
const teams: ThreadTeam[] = [];
beforeAll(async () => {
  for (const threadCount of [1, 2, 3])
    teams.push(await startThreadTeam({ threadCount, threadUrl }));
});
afterAll(() => Promise.all(teams.map((team) => team.dispose())));

test.each([
  [100_000, 3, 5],
  [60_000, 12, 9],
])('k-means of %i rows, %i columns, k = %i', (rowCount, columnCount, k) => {
  const { matrix } = makeBlobs(rowCount, columnCount, k, 3, 8);
  const params = { ...defaultKMeansParams, k, restartCount: 2 };
  const [one, ...others] = teams.map((team) => {
    const model = finish(fitKMeans(matrix, params, kernelBackend(team)));
    return { model, assignment: predictKMeans(model, matrix, kernelBackend(team)) };
  });
  for (const other of others) expect(other).toEqual(one);
});

test('the silhouette of 5,000 rows', () => {
  const { matrix, truth } = makeBlobs(5000, 4, 5, 3, 8);
  const [one, ...others] = teams.map((team) => finish(silhouetteValues(matrix, truth, 5, team)));
  for (const other of others) expect(other).toEqual(one);
});

// A sweep over k: the same models as single fits, wherever it was interrupted.
import { expect, test } from 'vitest';
import { fitKMeans } from '#analysis/kmeans/fit-kmeans';
import { defaultKMeansParams } from '#analysis/kmeans/kmeans-types';
import { sweepKMeans } from '#analysis/kmeans/sweep-kmeans';
import { finish, makeBlobs } from './blobs.ts';

const { matrix } = makeBlobs(600, 2, 4, 1, 3);
const params = { ...defaultKMeansParams, restartCount: 2, seed: 9 };

test('a sweep gives what single fits give', () => {
  const models = finish(sweepKMeans(matrix, { ...params, ks: [2, 4] }));
  expect(models).toEqual([
    finish(fitKMeans(matrix, { ...params, k: 2 })),
    finish(fitKMeans(matrix, { ...params, k: 4 })),
  ]);
});

test('a sweep goes on from the models it had', () => {
  const sweep = sweepKMeans(matrix, { ...params, ks: [2, 3, 4] });
  const finished = [];
  for (const event of sweep) {
    if (event.type !== 'model') continue;
    finished.push(event.model);
    if (finished.length === 2) break;
  }
  const resumed = sweepKMeans(matrix, { ...params, ks: [2, 3, 4], finished });
  const fitted = new Set<number>();
  let next = resumed.next();
  for (; !next.done; next = resumed.next()) {
    if (next.value.type === 'step') fitted.add(next.value.step.k);
  }
  expect([...fitted]).toEqual([4]);
  expect(next.value).toEqual(finish(sweepKMeans(matrix, { ...params, ks: [2, 3, 4] })));
});

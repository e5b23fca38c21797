// The sampled silhouette: exact where it can be, honest where it is not.
import { expect, test } from 'vitest';
import { sampledSilhouette } from '#analysis/silhouette/sampled-silhouette';
import { silhouetteValues } from '#analysis/silhouette/silhouette';
import { finish, makeBlobs } from '../kmeans/blobs.ts';

const params = { sampleRowCount: 400, repeatCount: 5, seed: 2 };

test('few rows: exact, once', () => {
  const { matrix, truth } = makeBlobs(300, 2, 3, 1.5, 4);
  const exact = finish(silhouetteValues(matrix, truth, 3));
  const found = finish(sampledSilhouette(matrix, truth, 3, params));
  const mean = exact.reduce((sum, value) => sum + value, 0) / 300;
  expect(found.exact).toBe(true);
  expect(found.sampleRowCount).toBe(300);
  expect(found.mean.mean).toBeCloseTo(mean, 12);
  expect(found.mean.deviation).toBe(0);
  expect(found.values.map((values) => values.length)).toEqual(
    [0, 1, 2].map((cluster) => truth.filter((label) => label === cluster).length),
  );
  for (const values of found.values) expect(values).toEqual(values.slice().sort().reverse());
});

test('many rows: the interval of the samples holds the exact mean', () => {
  const { matrix, truth } = makeBlobs(6000, 2, 3, 2.5, 4);
  const exact = finish(silhouetteValues(matrix, truth, 3));
  const mean = exact.reduce((sum, value) => sum + value, 0) / exact.length;
  const found = finish(sampledSilhouette(matrix, truth, 3, params));
  expect(found.exact).toBe(false);
  expect(found.mean.count).toBe(5);
  expect(found.mean.low).toBeLessThan(mean);
  expect(found.mean.high).toBeGreaterThan(mean);
  expect(finish(sampledSilhouette(matrix, truth, 3, params))).toEqual(found);
  expect(finish(sampledSilhouette(matrix, truth, 3, { ...params, seed: 3 }))).not.toEqual(found);
});

test('a small cluster is seen in every sample, and weighs no more than its size', () => {
  const { matrix, truth } = makeBlobs(6000, 2, 2, 1, 4);
  const labels = truth.slice();
  labels.fill(0);
  labels.fill(1, 0, 20);
  const found = finish(sampledSilhouette(matrix, labels, 3, params));
  expect(found.values[1]?.length).toBe(20);
  expect(found.clusterMeans[2]).toBeNull();
  const [large, small] = found.clusterMeans;
  expect(found.mean.mean).toBeCloseTo((5980 * large! + 20 * small!) / 6000, 12);
});

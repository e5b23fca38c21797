// K-means as the clustering that the criteria are asked about.
import { fitKMeans } from '../kmeans/fit-kmeans.ts';
import type { KMeansBackend } from '../kmeans/kmeans-backend.ts';
import type { KMeansParams, KMeansStep } from '../kmeans/kmeans-types.ts';
import { predictKMeans } from '../kmeans/predict-kmeans.ts';
import type { Matrix } from '../matrix.ts';
import type { ClusterFitRequest, FittedClusters } from './cluster-fit.ts';

/** Settings of k-means without what each request brings along. */
export type KMeansClusterFitParams = Omit<KMeansParams, 'k' | 'seed' | 'startCentroids'>;

/**
 * @param backend who runs the passes over the rows; plain TypeScript where not given
 * @returns a `ClusterFit` that yields the steps of k-means
 */
export function kmeansClusterFit(params: KMeansClusterFitParams, backend?: KMeansBackend) {
  return function* fit(
    matrix: Matrix,
    { k, seed }: ClusterFitRequest,
  ): Generator<KMeansStep, FittedClusters> {
    const model = yield* fitKMeans(matrix, { ...params, k, seed }, backend);
    return { labels: predictKMeans(model, matrix, backend).labels, inertia: model.inertia };
  };
}

// K-means on whitened encodings, to hold the density clusterings against.
import { requirePoints, type Points } from '../density/points.ts';
import { fitKMeans } from '../kmeans/fit-kmeans.ts';
import type { KMeansBackend } from '../kmeans/kmeans-backend.ts';
import type { KMeansModel, KMeansParams, KMeansStep } from '../kmeans/kmeans-types.ts';
import { predictKMeans } from '../kmeans/predict-kmeans.ts';
import type { Matrix } from '../matrix.ts';

export interface KMeansSegments {
  /** 0 to k - 1 for every row: k-means leaves nobody out. */
  readonly labels: Int32Array;
  readonly model: KMeansModel;
}

/** @throws AnalysisError as `fitKMeans` */
export function* kmeansSegments(
  points: Points,
  params: KMeansParams,
  backend?: KMeansBackend,
): Generator<KMeansStep, KMeansSegments> {
  requirePoints(points, 'K-means');
  const matrix = columnsOf(points);
  const model = yield* fitKMeans(matrix, params, backend);
  return { labels: Int32Array.from(predictKMeans(model, matrix, backend).labels), model };
}

function columnsOf({ rowCount, dimensionCount, values }: Points): Matrix {
  const columns = Array.from({ length: dimensionCount }, (_, d) =>
    Float64Array.from({ length: rowCount }, (__, row) => values[row * dimensionCount + d]!),
  );
  return { rowCount, columns };
}

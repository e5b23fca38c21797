// Fits k-means for a range of k over the same rows, so that a window can show the curve as it grows.
import type { Matrix } from '../matrix.ts';
import { centreMatrix } from './centred-matrix.ts';
import { fitKMeansRows } from './fit-kmeans.ts';
import type { KMeansBackend } from './kmeans-backend.ts';
import type { KMeansModel, KMeansParams, KMeansStep } from './kmeans-types.ts';
import { scalarBackend } from './scalar-rows.ts';

export interface KMeansSweepParams extends Omit<KMeansParams, 'k' | 'startCentroids'> {
  /** The numbers of clusters to try, usually 2 to 10. */
  readonly ks: readonly number[];
  /** Models of a sweep that was interrupted (same data, same params): their k is not fitted again. */
  readonly finished?: readonly KMeansModel[];
}

/** What a sweep yields: every step of every fit, and each model as soon as it is there. */
export type KMeansSweepStep =
  | { readonly type: 'step'; readonly step: KMeansStep }
  | { readonly type: 'model'; readonly model: KMeansModel };

/**
 * Fits every k in turn. The result for one k does not depend on the others, nor on where the sweep
 * was interrupted.
 *
 * @returns one model for each k, in the order of `ks`
 * @throws AnalysisError as `fitKMeans`
 */
export function* sweepKMeans(
  matrix: Matrix,
  params: KMeansSweepParams,
  backend: KMeansBackend = scalarBackend,
): Generator<KMeansSweepStep, KMeansModel[]> {
  const { ks, finished = [], ...shared } = params;
  const models: KMeansModel[] = [];
  const centred = centreMatrix(matrix);
  const rows = backend(centred, Math.max(...ks));
  try {
    for (const k of ks) {
      const kept = finished.find((model) => model.k === k);
      if (kept) {
        models.push(kept);
        continue;
      }
      const fit = fitKMeansRows(rows, centred, { ...shared, k });
      let next = fit.next();
      for (; !next.done; next = fit.next()) yield { type: 'step', step: next.value };
      models.push(next.value);
      yield { type: 'model', model: next.value };
    }
    return models;
  } finally {
    rows.close();
  }
}

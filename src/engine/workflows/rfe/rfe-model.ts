// A fitted model of workflow RFE as plain JSON: what is needed to give any person a segment.
import type { DriftReference } from '#analysis/drift/drift-types';
import type { Mixture } from '#analysis/gaussian-mixture/mixture-types';
import type { KMeansModel } from '#analysis/kmeans/kmeans-types';
import type { QuintileScoreModel } from '#analysis/quintile-scores/score-params';
import type { FittedTransform } from '#analysis/transform/transform-params';

export interface KMeansParameters {
  readonly kind: 'k-means';
  readonly k: number;
  readonly columnCount: number;
  /** k x columnCount, row-major, standardised. */
  readonly centroids: readonly number[];
  readonly origin: readonly number[];
}

export interface MixtureParameters extends Pick<Mixture, 'k' | 'columnCount' | 'covariance'> {
  readonly kind: 'gaussian-mixture';
  readonly weights: readonly number[];
  readonly means: readonly number[];
  readonly covariances: readonly number[];
}

export interface ScoreParameters {
  readonly kind: 'quintile-scores';
  readonly scores: QuintileScoreModel;
  /** For each segment the cell of the table of named cells that it stands for. */
  readonly cells: readonly number[];
}

export type PlacementParameters = KMeansParameters | MixtureParameters | ScoreParameters;

export interface RfeModel {
  readonly transform: FittedTransform;
  /** True where persons whose frequency is zero are the last segment, outside the model. */
  readonly zeroFrequencyApart: boolean;
  readonly placement: PlacementParameters;
  readonly driftBaseline: readonly DriftReference[];
}

export function kmeansParameters(model: KMeansModel): KMeansParameters {
  return {
    kind: 'k-means',
    k: model.k,
    columnCount: model.columnCount,
    centroids: Array.from(model.centroids),
    origin: Array.from(model.origin),
  };
}

export function mixtureParameters(mixture: Mixture): MixtureParameters {
  return {
    kind: 'gaussian-mixture',
    k: mixture.k,
    columnCount: mixture.columnCount,
    covariance: mixture.covariance,
    weights: Array.from(mixture.weights),
    means: Array.from(mixture.means),
    covariances: Array.from(mixture.covariances),
  };
}

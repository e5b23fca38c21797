// What the criteria need of a clustering method: a fit of k clusters that can be stopped midway.
import type { Labels } from '../agreement/cross-table.ts';
import type { Matrix } from '../matrix.ts';

export interface ClusterFitRequest {
  /** Number of clusters, at least 1. */
  readonly k: number;
  readonly seed: number;
}

export interface FittedClusters {
  /** One label a row, 0 to k - 1. */
  readonly labels: Labels;
  /** Sum of squared distances of all rows to the mean of their cluster. */
  readonly inertia: number;
}

/**
 * Fits k clusters, yielding between units of work whatever the method yields. The same matrix,
 * k and seed give the same clusters.
 */
export type ClusterFit = (
  matrix: Matrix,
  request: ClusterFitRequest,
) => Generator<unknown, FittedClusters>;

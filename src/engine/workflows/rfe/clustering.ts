// What every way of making segments hands on: where the segments lie, and how they were chosen.
import type { Candidate, Choice } from '#shared/results/rfe-result';
import type { PlacementParameters } from './rfe-model.ts';

export interface Clustering {
  readonly kind: 'k-means' | 'gaussian-mixture' | 'quintile-scores';
  readonly segmentCount: number;
  /** For each segment its centre in standardised units, one number for each column that was used. */
  readonly centresZ: readonly (readonly number[])[];
  readonly choice: Choice;
  /** Names that the method itself gives; null where they are to be found from the content. */
  readonly names: readonly string[] | null;
  /** By segment: how often it came back on resampling. */
  readonly stability: readonly (number | null)[];
  readonly converged: boolean;
  readonly placement: PlacementParameters;
}

export type TraceOfRestart = Choice['traces'][number];

/** A candidate of which nothing is known yet but its k. */
export function emptyCandidate(k: number): Candidate {
  return {
    k,
    inertia: null,
    silhouette: null,
    daviesBouldin: null,
    calinskiHarabasz: null,
    gap: null,
    gapStandardError: null,
    jaccard: null,
    bic: null,
    aic: null,
    icl: null,
    smallestShare: 0,
    converged: true,
    rejectedBecause: [],
  };
}

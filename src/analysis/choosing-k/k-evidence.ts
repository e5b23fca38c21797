// All that is known when a number of clusters is chosen.
import type { RepeatInterval } from '../statistics/repeat-interval.ts';
import type { GapResult } from './gap-statistic.ts';
import type { StructureTest } from './test-structure.ts';

/** One fitted number of clusters; null where a criterion was not asked or is not defined. */
export interface KCandidate {
  readonly k: number;
  readonly inertia: number | null;
  readonly silhouette: RepeatInterval | null;
  readonly daviesBouldin: number | null;
  readonly calinskiHarabasz: number | null;
  /** Of a mixture. */
  readonly bic: number | null;
  readonly icl: number | null;
  /** By cluster, the mean over bootstrap repeats. */
  readonly jaccard: readonly (number | null)[] | null;
  readonly smallestShare: number;
}

export interface KEvidence {
  /** In ascending order of k. */
  readonly candidates: readonly KCandidate[];
  /** Inertia of everybody about one centre: where the elbow's curve begins. */
  readonly totalInertia: number | null;
  readonly gap: GapResult | null;
  readonly structure: StructureTest | null;
}

export type Criterion =
  'silhouette' | 'davies-bouldin' | 'calinski-harabasz' | 'gap' | 'elbow' | 'bic' | 'icl';

/** A criterion that was asked, and the k that it alone would take; null where it takes none. */
export interface KVote {
  readonly criterion: Criterion;
  readonly k: number | null;
  readonly explanation: string;
}

export interface KRejection {
  readonly k: number;
  /** `too-small` can never win; `unstable` only where no candidate is stable. */
  readonly cause: 'too-small' | 'unstable';
  readonly explanation: string;
}

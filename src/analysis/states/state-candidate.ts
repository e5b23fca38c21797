// One fitted number of states with all that is known of it when the number is chosen.
import type { HiddenMarkovFit } from '../hidden-markov/hidden-markov-types.ts';
import type { HeldOutLikelihood } from './held-out-likelihood.ts';
import type { RunawayWarning } from './runaway-warning.ts';
import type { StateCriteria } from './state-criteria.ts';

export interface StateCandidate {
  readonly stateCount: number;
  readonly fit: HiddenMarkovFit;
  readonly criteria: StateCriteria;
  /** Null where nobody was held out, or where a fold could not be fitted. */
  readonly heldOut: HeldOutLikelihood | null;
  /** Two-valued columns as Gaussians. */
  readonly runaway: RunawayWarning | null;
  /** Gaussians that narrowed onto a value which many rows of another column share. */
  readonly narrow: RunawayWarning | null;
  /** What went wrong while persons were held out; null where nothing did. */
  readonly heldOutProblem: string | null;
}

/** A number of states that could not be fitted. */
export interface StateFailure {
  readonly stateCount: number;
  readonly message: string;
}

export type StateCriterion = 'held-out' | 'aic' | 'bic-rows' | 'bic-persons' | 'icl';

/** The number of states that one criterion alone would take of all that were tried. */
export interface StateVote {
  readonly criterion: StateCriterion;
  readonly stateCount: number;
  readonly atEdge: boolean;
  /** It has a state with too few rows, and cannot be chosen while others remain. */
  readonly rejected: boolean;
  readonly explanation: string;
}

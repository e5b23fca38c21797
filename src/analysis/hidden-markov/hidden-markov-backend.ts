// What a hidden Markov model needs from whoever holds the rows: the passes over all sequences.
import type { HiddenMarkovModel } from './hidden-markov-types.ts';
import type { StandardPanel } from './standard-panel.ts';

/** What the M-step needs to know: sums over all rows, weighted by the states' probabilities. */
export interface Expectation {
  /** Nats, in the panel's own units. */
  readonly logLikelihood: number;
  /** K: expected sequences that start in the state. */
  readonly starts: Float64Array;
  /** K x K: expected transitions. */
  readonly transitions: Float64Array;
  /** K x columnCount: expected cells of the state (tied and full: Gaussian columns count missing ones too). */
  readonly weights: Float64Array;
  /** K x columnCount: sums of cells; of a Gaussian column less the state's mean. */
  readonly sums: Float64Array;
  /**
   * Second moments of the Gaussian columns about the state's mean. Diagonal and spherical: K x d sums of
   * squares. Full: K x d x d sums of products, missing cells at their expectation; tied: d x d, those
   * of all states in one.
   */
  readonly squares: Float64Array;
}

/** The sequences of a standard panel. Models are in the panel's standard units. */
export interface SequenceRows {
  /** @throws AnalysisError `fit.not-possible` for a row that no state can have produced */
  expect(model: HiddenMarkovModel): Expectation;
  /** Nats in own units, one a sequence in the panel's order. */
  logLikelihoods(model: HiddenMarkovModel): Float64Array;
  /**
   * Fills the source's rows with the states' probabilities given the rows so far and given all (each
   * rowCount x K), yielding now and then; returns the log-likelihoods.
   */
  probabilities(
    model: HiddenMarkovModel,
    filtered: Float64Array,
    posterior: Float64Array,
  ): Generator<undefined, Float64Array>;
  /** Fills the source's rows with the most probable paths, yielding now and then. */
  paths(model: HiddenMarkovModel, viterbi: Uint8Array): Generator<undefined, void>;
  /** Gives the memory back. */
  close(): void;
}

/** Takes the rows over, in its own layout, for models of one covariance kind. */
export type HiddenMarkovBackend = (panel: StandardPanel) => SequenceRows;

// The vocabulary of the hidden Markov model: panel, model, parameters of a fit, fit, decoding.

/** How a column is emitted by a state. Bernoulli cells are 0 or 1, Poisson cells whole numbers. */
export type EmissionKind = 'gaussian' | 'bernoulli' | 'poisson';

/** What the covariance of the Gaussian columns may be; see `HiddenMarkovModel.covariances`. */
export type CovarianceKind = 'diagonal' | 'spherical' | 'tied' | 'full';

/** Sequences of rows. Rows of a person are consecutive and in time order; sequences never touch. */
export interface SequencePanel {
  readonly rowCount: number;
  /** sequenceCount + 1 offsets into the rows. */
  readonly starts: Uint32Array;
  /** One Float64Array of rowCount a column; NaN is a missing cell. */
  readonly columns: readonly Float64Array[];
}

export interface HiddenMarkovShape {
  /** K. */
  readonly stateCount: number;
  /** One a column. */
  readonly emissions: readonly EmissionKind[];
  /** Of the Gaussian columns. */
  readonly covariance: CovarianceKind;
}

/** States are in canonical order: by the mean of the first column, ties by the next. */
export interface HiddenMarkovModel extends HiddenMarkovShape {
  /** K probabilities. */
  readonly startProbability: Float64Array;
  /** K x K, row-major: from the row's state to the column's. */
  readonly transitionMatrix: Float64Array;
  /** K x columnCount, row-major, in the column's units: Gaussian mean, Bernoulli probability, Poisson rate. */
  readonly means: Float64Array;
  /**
   * Of the Gaussian columns in column order, d of them, in squares of the columns' units, row-major:
   * diagonal K x d variances; spherical K variances; tied d x d; full K x d x d.
   */
  readonly covariances: Float64Array;
}

/** How a model is fitted; see `defaultHiddenMarkovParams`. */
export interface HiddenMarkovParams {
  readonly covariance: CovarianceKind;
  /** Starts tried; the one of the highest objective is kept. */
  readonly restartCount: number;
  /** Most iterations a restart. */
  readonly maxIterationCount: number;
  /** A restart has converged where the objective rises by less than this share of its magnitude. */
  readonly tolerance: number;
  /** Least variance of a Gaussian column in a state, as a share of the column's variance; 0 for none. */
  readonly varianceFloor: number;
  /** Parameter of the symmetric Dirichlet prior of every row of the transition matrix; 1 for none. */
  readonly transitionPrior: number;
  /** Probability of staying in the state at the start, at least 1 / K. */
  readonly stickiness: number;
  readonly seed: number;
}

export const defaultHiddenMarkovParams: HiddenMarkovParams = {
  covariance: 'diagonal',
  restartCount: 10,
  maxIterationCount: 500,
  tolerance: 1e-6,
  varianceFloor: 1e-3,
  transitionPrior: 1.1,
  stickiness: 0.8,
  seed: 1,
};

/** What is known after every iteration of a fit. */
export interface HiddenMarkovStep {
  readonly restart: number;
  /** 1 for the first. */
  readonly iteration: number;
  /** Nats, of the parameters the iteration began with. */
  readonly logLikelihood: number;
}

export interface RestartTrace {
  readonly restart: number;
  /** Nats, one an iteration, each of the parameters the iteration began with. */
  readonly logLikelihoods: readonly number[];
  /** Whether the objective came to rest before the cap on iterations, and never fell. */
  readonly converged: boolean;
  /** Whether the objective (log-likelihood plus log prior) fell by more than rounding explains. */
  readonly fell: boolean;
  /** Whether this restart is the one kept. */
  readonly best: boolean;
}

export interface HiddenMarkovFit {
  readonly model: HiddenMarkovModel;
  /** Nats, of the model as it stands. */
  readonly logLikelihood: number;
  /** Of the restart kept. */
  readonly converged: boolean;
  readonly traces: readonly RestartTrace[];
  /** Sentences for the reader: what was not as it should be, and what was done about it. */
  readonly warnings: readonly string[];
}

/** States of every row of a panel. */
export interface Decoding {
  /** rowCount x K: probability of each state given the whole sequence. */
  readonly posterior: Float64Array;
  /** rowCount x K: probability of each state given the sequence up to the row. */
  readonly filtered: Float64Array;
  /** rowCount states, 0 to K - 1: the most probable path of each sequence. */
  readonly viterbi: Uint8Array;
  /** Nats, of all sequences. */
  readonly logLikelihood: number;
}

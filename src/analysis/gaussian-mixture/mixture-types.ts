// What goes into a Gaussian mixture fit, what comes out of it, and what it tells on its way.

/**
 * The shape of the components' covariance matrices: one matrix each, one diagonal each, one
 * variance each, or one matrix for all.
 */
export type CovarianceShape = 'full' | 'diagonal' | 'spherical' | 'tied';

export interface MixtureParams {
  /** Number of components, 1 to 100. */
  readonly k: number;
  readonly covariance: CovarianceShape;
  /** Starts from independent k-means fits; the one with the highest likelihood is kept. */
  readonly restartCount: number;
  readonly maxIterationCount: number;
  /** A run has converged when the log-likelihood per row rises by less than this. */
  readonly tolerance: number;
  /** No variance falls below this share of the column's variance. */
  readonly varianceFloor: number;
  /**
   * With more rows than this the restarts compete on a seeded sample of this size, and only the
   * best of them goes on over all rows. The model is fitted to all rows either way.
   */
  readonly startRowCount: number;
  readonly seed: number;
}

export const defaultMixtureParams = {
  covariance: 'full',
  restartCount: 5,
  maxIterationCount: 300,
  tolerance: 1e-4,
  varianceFloor: 1e-3,
  startRowCount: 50_000,
  seed: 0,
} as const satisfies Omit<MixtureParams, 'k'>;

/** A mixture's parameters, in the matrix's own units. */
export interface Mixture {
  readonly k: number;
  readonly columnCount: number;
  readonly covariance: CovarianceShape;
  /** k shares that add up to 1. */
  readonly weights: Float64Array;
  /** k x columnCount, row-major. */
  readonly means: Float64Array;
  /**
   * Row-major: full k x columnCount x columnCount, tied columnCount x columnCount, diagonal
   * k x columnCount variances, spherical k variances.
   */
  readonly covariances: Float64Array;
}

/** How a run of the algorithm ended; only `tolerance` is convergence. */
export type RunEnd = 'tolerance' | 'iteration-cap' | 'objective-fell';

/** One run of expectation-maximisation, kept for the picture of all traces. */
export interface MixtureRun {
  readonly stage: 'restart' | 'all-rows';
  readonly restart: number;
  readonly rowCount: number;
  /** Log-likelihood of the rows before each update, the last one that of the final parameters. */
  readonly logLikelihoodTrace: readonly number[];
  readonly end: RunEnd;
}

export interface MixtureModel extends Mixture {
  readonly rowCount: number;
  /** Natural logarithm, of all rows under the final parameters. */
  readonly logLikelihood: number;
  readonly parameterCount: number;
  /** -2 log L + 2 p. Of all criteria the lower is the better. */
  readonly aic: number;
  /** -2 log L + p log n (Schwarz 1978). */
  readonly bic: number;
  /** BIC + 2 entropy of the responsibilities (Biernacki, Celeux and Govaert 2000). */
  readonly icl: number;
  readonly iterationCount: number;
  /** True only where the final run, over all rows, ended by its tolerance. */
  readonly converged: boolean;
  readonly end: RunEnd;
  readonly runs: readonly MixtureRun[];
  readonly bestRestart: number;
  /** Components that hold less than one row; they kept the parameters they had. */
  readonly emptyComponentCount: number;
  /** Components whose variance rests on the floor. */
  readonly flooredComponentCount: number;
}

/** What a fit yields after every step; the caller may stop between any two. */
export interface MixtureStep {
  readonly k: number;
  readonly stage: 'start' | 'restart' | 'all-rows';
  readonly restart: number;
  readonly iteration: number;
  /** Of the rows of this stage; null while a start is looked for. */
  readonly logLikelihood: number | null;
}

// What goes into a multinomial logistic regression, what comes out of it, and what it tells on its way.
import type { ClassWeighting } from '../class-weights.ts';

export interface LogisticParams {
  /** Penalty on the squared coefficients (not intercepts); the inverse of scikit-learn's C. */
  readonly l2: number;
  readonly maxIterationCount: number;
  /** Ends when no component of the mean loss's gradient is greater than this. */
  readonly tolerance: number;
  readonly classWeighting: ClassWeighting;
}

export const defaultLogisticParams: LogisticParams = {
  l2: 1,
  maxIterationCount: 1000,
  tolerance: 1e-7,
  classWeighting: 'none',
};

/** One column of the regression: a number, a level, or the mark of a missing value. */
export interface LogisticTerm {
  /** Such as `age`, `plan = gold`, `age is missing`. */
  readonly name: string;
  readonly feature: number;
  readonly kind: 'value' | 'level' | 'missing';
  /** Index of the level; -1 where the term is none. */
  readonly level: number;
  /** The standardised value is (value - mean) / deviation; 0 and 1 where nothing is scaled. */
  readonly mean: number;
  readonly deviation: number;
  /** Constant in training, so that its coefficient is 0. */
  readonly isConstant: boolean;
}

export interface LogisticFit {
  readonly classCount: number;
  readonly terms: readonly LogisticTerm[];
  /**
   * classCount x terms; coefficients of the classes' margins, of standardised values. They sum to
   * zero over the classes.
   */
  readonly coefficients: Float64Array;
  readonly intercepts: Float64Array;
  /** The same for values in their own units. */
  readonly ownCoefficients: Float64Array;
  readonly ownIntercepts: Float64Array;
  readonly iterationCount: number;
  /** Whether the gradient met the tolerance. */
  readonly converged: boolean;
  /** The greatest component of the gradient at the end. */
  readonly gradient: number;
  /** Penalised mean loss at the end. */
  readonly objective: number;
}

/** What a fit yields after every iteration. */
export interface LogisticStep {
  readonly iteration: number;
  readonly objective: number;
  readonly gradient: number;
}

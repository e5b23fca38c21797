// The factor by which a Gaussian density takes its squares.
import { AnalysisError } from '../analysis-error.ts';
import { choleskyFactor, invertTriangle, triangleLength } from '../gaussian-mixture/cholesky.ts';
import { naturalLog } from './exponential.ts';

export interface InverseFactor {
  /** U with U S U' = 1: lower triangle, packed row by row. */
  readonly inverse: Float64Array;
  /** -log |S|^(1/2). */
  readonly constant: number;
}

/**
 * @param covariance size x size, row-major, symmetric
 * @throws AnalysisError `fit.not-possible` where the covariance is not positive definite
 */
export function inverseFactor(covariance: Float64Array, size: number): InverseFactor {
  const factor = choleskyFactor(covariance, size);
  if (!factor) {
    throw new AnalysisError(
      'fit.not-possible',
      'The covariance of a state is not positive definite.',
      'Raise the variance floor, choose fewer states, or drop columns that repeat each other.',
    );
  }
  const inverse = invertTriangle(factor, size);
  let constant = 0;
  for (let i = 0; i < size; i++) constant += naturalLog(inverse[triangleLength(i) + i]!);
  return { inverse, constant };
}

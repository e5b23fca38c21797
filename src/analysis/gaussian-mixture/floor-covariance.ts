// Keeps covariances away from zero: a component on a single point has infinite likelihood.
import { symmetricEigen } from '../statistics/symmetric-eigen.ts';
import { choleskyFactor } from './cholesky.ts';

export interface Floored {
  readonly covariance: Float64Array;
  readonly floored: boolean;
}

/**
 * The covariance S of highest likelihood among those with S - floor * diag(variances) positive
 * semidefinite: in units of the columns' deviations, eigenvalues below the floor are raised to it.
 * As this is the exact solution of the bounded M-step, the likelihood still never falls.
 *
 * @param covariance size x size, row-major, symmetric
 * @param variances of the columns, all positive
 */
export function floorCovariance(
  covariance: Float64Array,
  variances: Float64Array,
  floor: number,
): Floored {
  const size = variances.length;
  const scaled = covariance.map((value, cell) => {
    const i = Math.floor(cell / size);
    const j = cell % size;
    return value / Math.sqrt(variances[i]! * variances[j]!);
  });
  const shifted = scaled.slice();
  for (let i = 0; i < size; i++) shifted[i * size + i]! -= floor;
  if (choleskyFactor(shifted, size)) return { covariance, floored: false };

  const { values, vectors } = symmetricEigen(scaled, size);
  const raised = new Float64Array(size * size);
  for (let m = 0; m < size; m++) {
    const value = Math.max(values[m]!, floor);
    for (let i = 0; i < size; i++) {
      for (let j = 0; j < size; j++) {
        raised[i * size + j]! += value * vectors[m * size + i]! * vectors[m * size + j]!;
      }
    }
  }
  const result = raised.map((value, cell) => {
    const i = Math.floor(cell / size);
    const j = cell % size;
    return value * Math.sqrt(variances[i]! * variances[j]!);
  });
  return { covariance: result, floored: true };
}

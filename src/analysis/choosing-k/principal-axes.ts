// The principal axes of a sample, in which reference boxes are laid.
import { EigenvalueDecomposition, Matrix as Dense } from 'ml-matrix';
import type { Matrix } from '../matrix.ts';
import { mean } from '../statistics/moments.ts';

export interface PrincipalAxes {
  readonly origin: Float64Array;
  /** columnCount orthonormal vectors, row-major: one axis a row. */
  readonly axes: Float64Array;
}

/** Eigenvectors of the covariance matrix. */
export function principalAxes({ rowCount, columns }: Matrix): PrincipalAxes {
  const size = columns.length;
  const origin = Float64Array.from(columns, mean);
  const covariance = Dense.zeros(size, size);
  for (let i = 0; i < size; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = 0;
      for (let row = 0; row < rowCount; row++) {
        sum += (columns[i]![row]! - origin[i]!) * (columns[j]![row]! - origin[j]!);
      }
      covariance.set(i, j, sum / rowCount);
      covariance.set(j, i, sum / rowCount);
    }
  }
  const { eigenvectorMatrix } = new EigenvalueDecomposition(covariance, { assumeSymmetric: true });
  const axes = new Float64Array(size * size);
  for (let axis = 0; axis < size; axis++) {
    for (let i = 0; i < size; i++) axes[axis * size + i] = eigenvectorMatrix.get(i, axis);
  }
  return { origin, axes };
}

/** Coordinates of all rows along the axes. */
export function toAxes({ rowCount, columns }: Matrix, { origin, axes }: PrincipalAxes): Matrix {
  const size = columns.length;
  const turned = columns.map((_, axis) => {
    const result = new Float64Array(rowCount);
    columns.forEach((column, i) => {
      const weight = axes[axis * size + i]!;
      for (let row = 0; row < rowCount; row++) {
        result[row]! += weight * (column[row]! - origin[i]!);
      }
    });
    return result;
  });
  return { rowCount, columns: turned };
}

// The principal axes of a sample, in which reference boxes are laid.
import type { Matrix } from '../matrix.ts';
import { mean } from '../statistics/moments.ts';
import { symmetricEigen } from '../statistics/symmetric-eigen.ts';

export interface PrincipalAxes {
  readonly origin: Float64Array;
  /** columnCount orthonormal vectors, row-major: one axis a row. */
  readonly axes: Float64Array;
}

/** Eigenvectors of the covariance matrix. */
export function principalAxes({ rowCount, columns }: Matrix): PrincipalAxes {
  const size = columns.length;
  const origin = Float64Array.from(columns, mean);
  const covariance = new Float64Array(size * size);
  for (let i = 0; i < size; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = 0;
      for (let row = 0; row < rowCount; row++) {
        sum += (columns[i]![row]! - origin[i]!) * (columns[j]![row]! - origin[j]!);
      }
      covariance[i * size + j] = sum / rowCount;
      covariance[j * size + i] = sum / rowCount;
    }
  }
  return { origin, axes: symmetricEigen(covariance, size).vectors };
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

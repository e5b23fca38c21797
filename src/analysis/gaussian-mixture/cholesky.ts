// Lower triangular factors of small symmetric matrices, packed row by row.

/** Number of entries on and below the diagonal. */
export function triangleLength(size: number): number {
  return (size * (size + 1)) / 2;
}

/**
 * The factor L with L L' = A.
 *
 * @param matrix size x size, row-major, symmetric
 * @returns L packed row by row, or null where the matrix is not positive definite
 */
export function choleskyFactor(matrix: Float64Array, size: number): Float64Array | null {
  const factor = new Float64Array(triangleLength(size));
  for (let i = 0; i < size; i++) {
    const rowI = triangleLength(i);
    for (let j = 0; j <= i; j++) {
      const rowJ = triangleLength(j);
      let sum = matrix[i * size + j]!;
      for (let m = 0; m < j; m++) sum -= factor[rowI + m]! * factor[rowJ + m]!;
      if (i === j) {
        if (!(sum > 0)) return null;
        factor[rowI + i] = Math.sqrt(sum);
      } else {
        factor[rowI + j] = sum / factor[rowJ + j]!;
      }
    }
  }
  return factor;
}

/** The inverse of a packed lower triangular factor, packed. */
export function invertTriangle(factor: Float64Array, size: number): Float64Array {
  const inverse = new Float64Array(factor.length);
  for (let j = 0; j < size; j++) {
    inverse[triangleLength(j) + j] = 1 / factor[triangleLength(j) + j]!;
    for (let i = j + 1; i < size; i++) {
      const row = triangleLength(i);
      let sum = 0;
      for (let m = j; m < i; m++) sum -= factor[row + m]! * inverse[triangleLength(m) + j]!;
      inverse[row + j] = sum / factor[row + i]!;
    }
  }
  return inverse;
}

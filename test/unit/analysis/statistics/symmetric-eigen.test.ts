// Eigenvalues of symmetric matrices: they rebuild the matrix, whatever its size and scale.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { symmetricEigen } from '#analysis/statistics/symmetric-eigen';

function rebuilt({ values, vectors }: ReturnType<typeof symmetricEigen>): Float64Array {
  const size = values.length;
  const result = new Float64Array(size * size);
  for (let m = 0; m < size; m++) {
    for (let i = 0; i < size; i++) {
      for (let j = 0; j < size; j++) {
        const product = (vectors[m * size + i] ?? NaN) * (vectors[m * size + j] ?? NaN);
        result[i * size + j]! += (values[m] ?? NaN) * product;
      }
    }
  }
  return result;
}

describe('symmetricEigen', () => {
  it('knows a matrix by hand', () => {
    const { values, vectors } = symmetricEigen(Float64Array.of(2, 1, 1, 2), 2);
    expect(values[0]).toBeCloseTo(3, 14);
    expect(values[1]).toBeCloseTo(1, 14);
    expect(Math.abs(vectors[0] ?? NaN)).toBeCloseTo(Math.SQRT1_2, 14);
  });

  it('rebuilds any matrix from orthonormal vectors and descending values', () => {
    const matrix = fc.integer({ min: 1, max: 7 }).chain((size) =>
      fc.tuple(
        fc.constant(size),
        fc.array(fc.double({ min: -5, max: 5, noNaN: true }), {
          minLength: size * size,
          maxLength: size * size,
        }),
        fc.constantFrom(1, 1e-300, 1e-160, 1e-20, 1e20, 1e150),
      ),
    );
    fc.assert(
      fc.property(matrix, ([size, cells, scale]) => {
        const symmetric = Float64Array.from(cells, (_, cell) => {
          const i = Math.floor(cell / size);
          const j = cell % size;
          return (cells[Math.max(i, j) * size + Math.min(i, j)] ?? 0) * scale;
        });
        const eigen = symmetricEigen(symmetric, size);
        rebuilt(eigen).forEach((value, cell) => {
          expect(Math.abs(value - (symmetric[cell] ?? NaN))).toBeLessThanOrEqual(1e-12 * scale);
        });
        for (let m = 1; m < size; m++) {
          expect(eigen.values[m]).toBeLessThanOrEqual(eigen.values[m - 1] ?? NaN);
        }
        const lengths = symmetricEigen(symmetric, size).vectors;
        for (let m = 0; m < size; m++) {
          const row = lengths.subarray(m * size, (m + 1) * size);
          expect(row.reduce((sum, value) => sum + value * value, 0)).toBeCloseTo(1, 12);
        }
      }),
      { numRuns: 500 },
    );
  });
});

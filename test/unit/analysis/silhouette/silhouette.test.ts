// The silhouette: its bounds, its special cases, and awkward input.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { AnalysisError } from '#analysis/analysis-error';
import type { Matrix } from '#analysis/matrix';
import { createRandom } from '#analysis/random';
import { silhouetteValues } from '#analysis/silhouette/silhouette';
import { finish, makeBlobs, permuteRows } from '../kmeans/blobs.ts';

function column(...values: number[]): Matrix {
  return { rowCount: values.length, columns: [Float64Array.from(values)] };
}

function valuesOf(matrix: Matrix, labels: readonly number[], k: number): number[] {
  return [...finish(silhouetteValues(matrix, labels, k))];
}

test('a worked example', () => {
  // Row 0: a = 1, b = mean(10, 12) = 11.
  expect(valuesOf(column(0, 1, 10, 12), [0, 0, 1, 1], 2)).toEqual([
    10 / 11,
    9 / 10,
    (9.5 - 2) / 9.5,
    (11.5 - 2) / 11.5,
  ]);
});

test('values lie in [-1, 1], and permuting rows changes nobody’s', () => {
  fc.assert(
    fc.property(fc.integer({ min: 2, max: 60 }), fc.nat(), (rowCount, seed) => {
      const random = createRandom(seed);
      const columns = [0, 1].map(() =>
        Float64Array.from({ length: rowCount }, () => random.integerBelow(5)),
      );
      const labels = Array.from({ length: rowCount }, () => random.integerBelow(3));
      const order = Uint32Array.from({ length: rowCount }, (_, row) => row);
      random.shuffle(order);
      const values = valuesOf({ rowCount, columns }, labels, 3);
      for (const value of values) expect(Math.abs(value)).toBeLessThanOrEqual(1);
      const shuffled = valuesOf(
        permuteRows({ rowCount, columns }, order),
        Array.from(order, (row) => labels[row]!),
        3,
      );
      order.forEach((row, place) => expect(shuffled[place]).toBeCloseTo(values[row]!, 12));
    }),
  );
});

describe('special cases', () => {
  test('a row alone in its cluster has 0', () => {
    expect(valuesOf(column(0, 1, 5), [0, 0, 1], 2)[2]).toBe(0);
  });

  test('one cluster, whether or not others are named: 0', () => {
    expect(valuesOf(column(0, 1, 5), [0, 0, 0], 1)).toEqual([0, 0, 0]);
    expect(valuesOf(column(0, 1, 5), [2, 2, 2], 4)).toEqual([0, 0, 0]);
  });

  test('equal rows everywhere: 0, not 0 / 0', () => {
    expect(valuesOf(column(3, 3, 3, 3), [0, 0, 1, 1], 2)).toEqual([0, 0, 0, 0]);
  });

  test('neither huge nor tiny nor offset numbers matter', () => {
    const plain = valuesOf(column(0, 1, 10, 12), [0, 0, 1, 1], 2);
    for (const factor of [1e300, 1e-300]) {
      const scaled = column(0, factor, 10 * factor, 12 * factor);
      valuesOf(scaled, [0, 0, 1, 1], 2).forEach((value, row) =>
        expect(value).toBeCloseTo(plain[row]!, 12),
      );
    }
    expect(valuesOf(column(1e8, 1e8 + 1, 1e8 + 10, 1e8 + 12), [0, 0, 1, 1], 2)).toEqual(plain);
  });
});

test('it can be stopped midway', () => {
  const { matrix, truth } = makeBlobs(1000, 2, 3, 1, 1);
  const shares = [...silhouetteValues(matrix, truth, 3)];
  expect(shares.length).toBeGreaterThan(10);
  expect(shares).toEqual([...shares].sort((a, b) => a - b));
});

test.each([
  ['no rows', column(), [], 2, 'input.empty'],
  ['a missing cell', column(1, NaN), [0, 1], 2, 'input.not-finite'],
  ['too few labels', column(1, 2), [0], 2, 'input.length-mismatch'],
  ['a label beyond k', column(1, 2), [0, 2], 2, 'input.unknown-label'],
  ['a row without a label', column(1, 2), [0, -1], 2, 'input.unknown-label'],
] as const)('%s is refused', (_, matrix, labels, k, code) => {
  try {
    valuesOf(matrix, [...labels], k);
    expect.unreachable();
  } catch (error) {
    expect(error).toBeInstanceOf(AnalysisError);
    expect((error as AnalysisError).code).toBe(code);
  }
});

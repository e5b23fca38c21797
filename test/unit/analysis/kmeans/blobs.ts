// Data with planted clusters for the tests of k-means and of what is computed from it.
import type { Matrix } from '#analysis/matrix';
import { createRandom } from '#analysis/random';

export interface Blobs {
  readonly matrix: Matrix;
  /** The planted cluster of each row. */
  readonly truth: Uint8Array;
}

/** Normal clouds of the given deviation about centres drawn uniformly from a cube of side 20. */
export function makeBlobs(
  rowCount: number,
  columnCount: number,
  k: number,
  deviation: number,
  seed: number,
): Blobs {
  const random = createRandom(seed);
  const centres = Float64Array.from({ length: k * columnCount }, () => 20 * random.uniform() - 10);
  const columns = Array.from({ length: columnCount }, () => new Float64Array(rowCount));
  const truth = new Uint8Array(rowCount);
  for (let row = 0; row < rowCount; row++) {
    const cluster = random.integerBelow(k);
    truth[row] = cluster;
    columns.forEach((column, j) => {
      column[row] = (centres[cluster * columnCount + j] ?? 0) + deviation * random.normal();
    });
  }
  return { matrix: { rowCount, columns }, truth };
}

/** Rows of a matrix in another order. */
export function permuteRows(matrix: Matrix, order: Uint32Array): Matrix {
  const columns = matrix.columns.map((column) =>
    Float64Array.from(order, (row) => column[row] ?? 0),
  );
  return { rowCount: order.length, columns };
}

/** Runs a generator to its end and returns its result. */
export function finish<T>(steps: Iterator<unknown, T>): T {
  let step = steps.next();
  while (!step.done) step = steps.next();
  return step.value;
}

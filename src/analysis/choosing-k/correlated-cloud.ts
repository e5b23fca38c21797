// The control with nothing but the columns' own values and their correlation: one smooth cloud
// without gaps (a Gaussian copula with the observed margins).
import { choleskyFactor, triangleLength } from '../gaussian-mixture/cholesky.ts';
import type { Matrix } from '../matrix.ts';
import { createRandom, deriveSeed } from '../random.ts';
import { ascendingOrder, averageRanks } from '../statistics/average-ranks.ts';
import { pearson } from '../statistics/correlation.ts';
import { normalQuantile } from './normal-quantile.ts';

/** What draws are made from: sorted margins and the latent correlation that gives the observed one. */
export interface CloudModel {
  readonly rowCount: number;
  readonly sortedColumns: readonly Float64Array[];
  /** Packed lower triangular factor of the latent correlation matrix. */
  readonly factor: Float64Array;
}

/** Rounds of matching; ties pull the correlation of ranks towards zero, these push it back. */
const matchingRoundCount = 8;

/**
 * Fits the cloud: the latent correlations are moved until a draw shows the rank correlations of the
 * rows, which ties (many persons with one click) would otherwise weaken.
 */
export function fitCorrelatedCloud(matrix: Matrix, seed: number): CloudModel {
  const { rowCount } = matrix;
  const size = matrix.columns.length;
  const sortedColumns = matrix.columns.map((column) => column.slice().sort());
  const observed = scoreCorrelations(matrix);
  const normals = drawNormals(rowCount, size, deriveSeed(seed, 'cloud-fit'));
  let latent = observed.slice();
  let factor = factorOf(latent, size);
  for (let round = 0; round < matchingRoundCount; round++) {
    const drawn = scoreCorrelations(drawFrom({ rowCount, sortedColumns, factor }, normals));
    latent = latent.map((value, cell) =>
      Math.max(-0.999, Math.min(0.999, value + observed[cell]! - drawn[cell]!)),
    );
    factor = factorOf(latent, size);
  }
  return { rowCount, sortedColumns, factor };
}

/** A draw: the observed values of every column, put together as the cloud's correlation demands. */
export function drawCorrelatedCloud(cloud: CloudModel, seed: number): Matrix {
  return drawFrom(cloud, drawNormals(cloud.rowCount, cloud.sortedColumns.length, seed));
}

function drawFrom(
  { rowCount, sortedColumns, factor }: CloudModel,
  normals: Float64Array[],
): Matrix {
  const columns = sortedColumns.map((sorted, i) => {
    const latent = new Float64Array(rowCount);
    for (let j = 0; j <= i; j++) {
      const weight = factor[triangleLength(i) + j]!;
      const normal = normals[j]!;
      for (let row = 0; row < rowCount; row++) latent[row]! += weight * normal[row]!;
    }
    const column = new Float64Array(rowCount);
    ascendingOrder(latent).forEach((row, rank) => (column[row] = sorted[rank]!));
    return column;
  });
  return { rowCount, columns };
}

function drawNormals(rowCount: number, columnCount: number, seed: number): Float64Array[] {
  const random = createRandom(deriveSeed(seed, 'cloud'));
  return Array.from({ length: columnCount }, () =>
    Float64Array.from({ length: rowCount }, random.normal),
  );
}

/** Correlations of the normal scores of ranks, row-major; 0 where a column is constant. */
function scoreCorrelations({ rowCount, columns }: Matrix): Float64Array {
  const scores = columns.map((column) =>
    averageRanks(column).map((rank) => normalQuantile((rank - 0.5) / rowCount)),
  );
  const size = columns.length;
  const result = new Float64Array(size * size);
  for (let i = 0; i < size; i++) {
    for (let j = 0; j <= i; j++) {
      const value = i === j ? 1 : (pearson(scores[i]!, scores[j]!) ?? 0);
      result[i * size + j] = value;
      result[j * size + i] = value;
    }
  }
  return result;
}

/** The factor of a correlation matrix; one that is not positive definite is shrunk until it is. */
function factorOf(correlations: Float64Array, size: number): Float64Array {
  for (let shrink = 1; ; shrink *= 0.98) {
    const shrunk = correlations.map((value, cell) =>
      Math.floor(cell / size) === cell % size ? 1 : value * shrink,
    );
    const factor = choleskyFactor(shrunk, size);
    if (factor) return factor;
  }
}

// Centres, scatter and sizes of given clusters: one exact pass that several criteria share.
import { requireLabel, noSegment, type Labels } from '../agreement/cross-table.ts';
import { AnalysisError } from '../analysis-error.ts';
import type { Matrix } from '../matrix.ts';
import { mean } from '../statistics/moments.ts';
import { requireCount, requireSameLength } from '../statistics/require-values.ts';

export interface ClusterGeometry {
  readonly k: number;
  readonly columnCount: number;
  readonly rowCount: number;
  readonly sizes: Uint32Array;
  /** k x columnCount, row-major, about `origin`; zeros for an empty cluster. */
  readonly centres: Float64Array;
  /** The mean of all rows. */
  readonly origin: Float64Array;
  /** Sum of the distances of each cluster's rows to its centre. */
  readonly distanceSums: Float64Array;
  /** Sum of squared distances of all rows to the centres of their clusters. */
  readonly withinSquares: number;
  /** Sum over clusters of size times squared distance of their centre to the mean of all rows. */
  readonly betweenSquares: number;
  /** The smallest cluster's share of rows. */
  readonly smallestShare: number;
}

/**
 * @param labels 0 to k - 1 for every row
 * @throws AnalysisError `input.empty`, `input.length-mismatch`, `input.unknown-label`,
 *   `input.not-finite`
 */
export function clusterGeometry(matrix: Matrix, labels: Labels, k: number): ClusterGeometry {
  const { rowCount, columns } = matrix;
  requireCount(rowCount, 1, 'Cluster criteria');
  requireSameLength(labels, columns[0] ?? [], 'Cluster criteria');
  const d = columns.length;
  const origin = Float64Array.from(columns, mean);
  const sizes = countLabels(labels, k);
  const centres = centresOf(matrix, labels, origin, sizes);
  const distanceSums = new Float64Array(k);
  let withinSquares = 0;
  for (let row = 0; row < rowCount; row++) {
    const label = labels[row]!;
    let squares = 0;
    for (let j = 0; j < d; j++) {
      const difference = columns[j]![row]! - origin[j]! - centres[label * d + j]!;
      squares += difference * difference;
    }
    withinSquares += squares;
    distanceSums[label]! += Math.sqrt(squares);
  }
  let betweenSquares = 0;
  centres.forEach((value, cell) => {
    betweenSquares += sizes[Math.floor(cell / d)]! * value * value;
  });
  return {
    k,
    columnCount: d,
    rowCount,
    sizes,
    centres,
    origin,
    distanceSums,
    withinSquares,
    betweenSquares,
    smallestShare: sizes.reduce((least, size) => Math.min(least, size)) / rowCount,
  };
}

function countLabels(labels: Labels, k: number): Uint32Array {
  const sizes = new Uint32Array(k);
  for (let row = 0; row < labels.length; row++) {
    const label = requireLabel(labels[row]!, k, row);
    if (label === noSegment) {
      throw new AnalysisError(
        'input.unknown-label',
        `Row ${row} has no cluster.`,
        'Criteria judge complete partitions: leave rows without a cluster out.',
        { row },
      );
    }
    sizes[label]!++;
  }
  return sizes;
}

function centresOf(
  { rowCount, columns }: Matrix,
  labels: Labels,
  origin: Float64Array,
  sizes: Uint32Array,
): Float64Array {
  const d = columns.length;
  const centres = new Float64Array(sizes.length * d);
  columns.forEach((column, j) => {
    for (let row = 0; row < rowCount; row++) {
      centres[labels[row]! * d + j]! += column[row]! - origin[j]!;
    }
  });
  return centres.map((sum, cell) => sum / Math.max(1, sizes[Math.floor(cell / d)]!));
}

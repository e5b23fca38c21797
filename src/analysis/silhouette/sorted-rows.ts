// Rows brought together by cluster, as the sums of distances want them.
import { AnalysisError } from '../analysis-error.ts';
import type { Labels } from '../agreement/cross-table.ts';
import { centreMatrix } from '../kmeans/centred-matrix.ts';
import type { Matrix } from '../matrix.ts';
import { requireSameLength } from '../statistics/require-values.ts';

export interface SortedRows {
  readonly rowCount: number;
  readonly clusterCount: number;
  /** Columns in sorted order, centred and scaled so that no square overflows. */
  readonly columns: readonly Float64Array[];
  /** First sorted row of each cluster, and the number of rows: clusterCount + 1 values. */
  readonly starts: Uint32Array;
  /** The matrix's row at each sorted place. */
  readonly order: Uint32Array;
}

/**
 * @param labels 0 to k - 1 for every row
 * @throws AnalysisError `input.empty`, `input.not-finite`, `input.length-mismatch`,
 *   `input.unknown-label`
 */
export function sortByCluster(matrix: Matrix, labels: Labels, k: number): SortedRows {
  const { origin, scale } = centreMatrix(matrix);
  requireSameLength(labels, matrix.columns[0] ?? [], 'Silhouette');
  const starts = new Uint32Array(k + 1);
  for (let row = 0; row < matrix.rowCount; row++) starts[requireLabel(labels, row, k) + 1]! += 1;
  for (let cluster = 0; cluster < k; cluster++) starts[cluster + 1]! += starts[cluster]!;
  const next = starts.slice();
  const order = new Uint32Array(matrix.rowCount);
  for (let row = 0; row < matrix.rowCount; row++) order[next[labels[row]!]!++] = row;
  const columns = matrix.columns.map((column, j) => {
    const middle = origin[j]! * scale;
    return Float64Array.from(order, (row) => column[row]! * scale - middle);
  });
  return { rowCount: matrix.rowCount, clusterCount: k, columns, starts, order };
}

function requireLabel(labels: Labels, row: number, k: number): number {
  const label = labels[row]!;
  if (Number.isInteger(label) && label >= 0 && label < k) return label;
  throw new AnalysisError(
    'input.unknown-label',
    `Silhouette: the label of row ${row} is ${label}, expected are 0 to ${k - 1}.`,
    'Leave rows without a cluster out, or give the number of clusters that the labels belong to.',
    { row },
  );
}

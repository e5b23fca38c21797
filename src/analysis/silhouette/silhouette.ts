// How much nearer each row is to its own cluster than to the next one (Rousseeuw 1987).
import type { Labels } from '../agreement/cross-table.ts';
import type { Matrix } from '../matrix.ts';
import { requireCount, requireSameLength } from '../statistics/require-values.ts';

/** Rows between two looks at whether to stop. */
const blockRowCount = 256;

/**
 * Exact, over all pairs of rows: (b - a) / max(a, b), where a is the mean distance to the other rows
 * of the own cluster and b the least mean distance to the rows of another. A row alone in its
 * cluster has 0, as has every row where there is only one cluster.
 *
 * @param labels 0 to k - 1 for every row
 * @returns one value a row, in [-1, 1]
 * @throws AnalysisError `input.empty`, `input.length-mismatch`
 */
export function* silhouetteValues(
  matrix: Matrix,
  labels: Labels,
  k: number,
): Generator<number, Float64Array> {
  const { rowCount, columns } = matrix;
  requireCount(rowCount, 1, 'Silhouette');
  requireSameLength(labels, columns[0] ?? [], 'Silhouette');
  const sizes = new Uint32Array(k);
  for (let row = 0; row < rowCount; row++) sizes[labels[row]!]!++;
  const values = new Float64Array(rowCount);
  const sums = new Float64Array(k);
  for (let row = 0; row < rowCount; row++) {
    sums.fill(0);
    for (let other = 0; other < rowCount; other++) {
      let squares = 0;
      for (const column of columns) {
        const difference = column[row]! - column[other]!;
        squares += difference * difference;
      }
      sums[labels[other]!]! += Math.sqrt(squares);
    }
    values[row] = valueOf(labels[row]!, sums, sizes);
    if (row % blockRowCount === blockRowCount - 1) yield row / rowCount;
  }
  return values;
}

function valueOf(own: number, sums: Float64Array, sizes: Uint32Array): number {
  const ownSize = sizes[own]!;
  if (ownSize <= 1) return 0;
  const a = sums[own]! / (ownSize - 1);
  let b = Infinity;
  for (let cluster = 0; cluster < sizes.length; cluster++) {
    if (cluster !== own && sizes[cluster]! > 0) b = Math.min(b, sums[cluster]! / sizes[cluster]!);
  }
  const larger = Math.max(a, b);
  return b === Infinity || larger === 0 ? 0 : (b - a) / larger;
}

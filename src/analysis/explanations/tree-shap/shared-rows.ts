// The rows to explain and room for their values in a team's memory, as the SHAP kernels want them.
import type { TreeEnsemble } from '../../supervised/tree-ensemble.ts';
import type { FeatureTable } from '../../supervised/feature-table.ts';
import type { TeamScope } from '../../team-scope.ts';

export interface SharedRows {
  readonly columns: number;
  /** Bytes of a column: rows are filled up to a multiple of sixteen. */
  readonly columnBytes: number;
  /** f64 classes x features x rows, all 0. */
  readonly output: number;
  readonly classBytes: number;
  /** f64 classes x rows, all 0: sums of the leaves that rows end in. */
  readonly predicted: number;
  /** f64 values of the ensemble's leaves. */
  readonly leaves: number;
}

const rowMultiple = 16;

export function shareRows(
  ensemble: TreeEnsemble,
  table: FeatureTable,
  scope: TeamScope,
): SharedRows {
  const { classCount, featureCount } = ensemble;
  const rowCount = Math.ceil(table.rowCount / rowMultiple) * rowMultiple;
  const columns = scope.reserve(8 * Math.max(1, rowCount * featureCount));
  const output = scope.reserve(8 * Math.max(1, rowCount * featureCount * classCount));
  const predicted = scope.reserve(8 * Math.max(1, rowCount * classCount));
  const leaves = scope.reserve(8 * Math.max(1, ensemble.values.length));
  const cells = scope.doubles(columns, rowCount * featureCount).fill(0);
  table.columns.forEach((column, j) => cells.set(column.values, j * rowCount));
  scope.doubles(output, rowCount * featureCount * classCount).fill(0);
  scope.doubles(predicted, rowCount * classCount).fill(0);
  scope.doubles(leaves, ensemble.values.length).set(ensemble.values);
  return {
    columns,
    columnBytes: 8 * rowCount,
    output,
    classBytes: 8 * rowCount * featureCount,
    predicted,
    leaves,
  };
}

/** The values found, without the rows that filled up. */
export function takeValues(
  { output, columnBytes }: SharedRows,
  { classCount, featureCount }: TreeEnsemble,
  rowCount: number,
  scope: TeamScope,
): Float64Array {
  const stride = columnBytes / 8;
  const found = scope.doubles(output, classCount * featureCount * stride);
  const values = new Float64Array(classCount * featureCount * rowCount);
  for (let column = 0; column < classCount * featureCount; column++) {
    const start = column * stride;
    values.set(found.subarray(start, start + rowCount), column * rowCount);
  }
  return values;
}

/** rows x classes: base plus the leaves that the rows ended in; as `predictMargins`. */
export function takeOutputs(
  { predicted, columnBytes }: SharedRows,
  { classCount, base, link, treeClass }: TreeEnsemble,
  rowCount: number,
  scope: TeamScope,
): Float64Array {
  const stride = columnBytes / 8;
  const found = scope.doubles(predicted, classCount * stride);
  const divisor = link === 'average' ? Math.max(1, treeClass.length) : 1;
  const outputs = new Float64Array(rowCount * classCount);
  for (let k = 0; k < classCount; k++) {
    for (let row = 0; row < rowCount; row++) {
      outputs[row * classCount + k] = base[k]! + found[k * stride + row]! / divisor;
    }
  }
  return outputs;
}

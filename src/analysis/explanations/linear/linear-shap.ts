// Exact SHAP values of a linear model's margins: interventional, about the means of the background.
import { requireSameLength } from '../../statistics/require-values.ts';
import type { Matrix } from '../../matrix.ts';
import { requireAdditive } from '../tree-shap/require-additive.ts';
import type { ShapValues } from '../tree-shap/tree-shap-types.ts';

/** Margins linear in design columns; several columns may stem from one feature (its levels). */
export interface LinearMargins {
  readonly classCount: number;
  readonly featureCount: number;
  /** By class. */
  readonly intercepts: Float64Array;
  /** classes x design columns. */
  readonly coefficients: Float64Array;
  /** By design column: the feature that it stems from. */
  readonly featureOfColumn: ArrayLike<number>;
}

/**
 * A feature's value is the sum over its design columns of coefficient times (x - mean of the
 * background): what interventional SHAP comes to where nothing interacts.
 *
 * @param design rows to explain, in the columns that the coefficients belong to, without missing cells
 * @param means of the background rows, by design column
 * @throws AnalysisError `input.length-mismatch`, `fit.not-possible` where values do not add up
 */
export function explainLinear(
  model: LinearMargins,
  design: Matrix,
  means: Float64Array,
): ShapValues {
  const { classCount, featureCount, intercepts, coefficients, featureOfColumn } = model;
  requireSameLength(
    design.columns.map((_, c) => c),
    featureOfColumn,
    'SHAP of a linear model',
  );
  requireSameLength(means, featureOfColumn, 'SHAP of a linear model');
  const { rowCount, columns } = design;
  const values = new Float64Array(classCount * featureCount * rowCount);
  const base = intercepts.slice();
  const outputs = new Float64Array(rowCount * classCount);
  for (let k = 0; k < classCount; k++) {
    for (let row = 0; row < rowCount; row++) outputs[row * classCount + k] = intercepts[k]!;
    columns.forEach((column, c) => {
      const coefficient = coefficients[k * columns.length + c]!;
      const start = (k * featureCount + featureOfColumn[c]!) * rowCount;
      base[k]! += coefficient * means[c]!;
      for (let row = 0; row < rowCount; row++) {
        values[start + row]! += coefficient * (column[row]! - means[c]!);
        outputs[row * classCount + k]! += coefficient * column[row]!;
      }
    });
  }
  const shap: ShapValues = {
    mode: 'interventional',
    unit: 'margin',
    rowCount,
    classCount,
    featureCount,
    values,
    base,
    outputs,
  };
  requireAdditive(shap);
  return shap;
}

// What TreeSHAP takes and gives.
import type { FeatureTable } from '../../supervised/feature-table.ts';

/**
 * `path-dependent`: an unknown feature follows the training rows' shares of each split.
 * `interventional`: it is taken from each of the background rows in turn.
 */
export type ShapMode = 'path-dependent' | 'interventional';

export type TreeShapOptions =
  | { readonly mode: 'path-dependent' }
  | {
      readonly mode: 'interventional';
      /** Rows with the columns that the model was fitted on, of training rows only. */
      readonly background: FeatureTable;
    };

/** SHAP values of several rows: base + the sum of a row's values is the row's output. */
export interface ShapValues {
  readonly mode: ShapMode;
  /** What adds up: margins (log-odds up to a constant) or probabilities. */
  readonly unit: 'margin' | 'probability';
  readonly rowCount: number;
  readonly classCount: number;
  readonly featureCount: number;
  /** classes x features x rows. */
  readonly values: Float64Array;
  /** By class: the output without knowing any feature. */
  readonly base: Float64Array;
  /** rows x classes. */
  readonly outputs: Float64Array;
}

/** The values of one class and feature, one a row. */
export function shapColumn(shap: ShapValues, classIndex: number, feature: number): Float64Array {
  const start = (classIndex * shap.featureCount + feature) * shap.rowCount;
  return shap.values.subarray(start, start + shap.rowCount);
}

/** The values of one row and class, one a feature. */
export function shapRow(shap: ShapValues, classIndex: number, row: number): Float64Array {
  const { featureCount, rowCount, values } = shap;
  const first = classIndex * featureCount * rowCount + row;
  return Float64Array.from({ length: featureCount }, (_, j) => values[first + j * rowCount]!);
}

// What the pictures of SHAP values need: mean sizes, and the shades of values.
import { averageRanks } from '../statistics/average-ranks.ts';
import type { FeatureColumn } from '../supervised/feature-table.ts';
import { shapColumn, type ShapValues } from './tree-shap/tree-shap-types.ts';

/** classes x features: mean of |SHAP| over the rows; 0 without rows. */
export function meanAbsoluteShap(shap: ShapValues): Float64Array {
  const { classCount, featureCount, rowCount } = shap;
  const means = new Float64Array(classCount * featureCount);
  for (let k = 0; k < classCount; k++) {
    for (let j = 0; j < featureCount; j++) {
      const total = shapColumn(shap, k, j).reduce((sum, value) => sum + Math.abs(value), 0);
      means[k * featureCount + j] = total / Math.max(1, rowCount);
    }
  }
  return means;
}

/** By feature: mean |SHAP| summed over the classes, as the stacked bars have it. */
export function shapImportance(shap: ShapValues): Float64Array {
  const means = meanAbsoluteShap(shap);
  return Float64Array.from({ length: shap.featureCount }, (_, j) => {
    let sum = 0;
    for (let k = 0; k < shap.classCount; k++) sum += means[k * shap.featureCount + j]!;
    return sum;
  });
}

/** Rank of a feature's value among all rows, from 0 to 1; NaN where missing. Levels have no order. */
export function valueShades({ kind, values }: FeatureColumn): Float64Array {
  const shades = new Float64Array(values.length).fill(NaN);
  if (kind === 'categorical') return shades;
  const known: number[] = [];
  values.forEach((value, row) => {
    if (!Number.isNaN(value)) known.push(row);
  });
  const ranks = averageRanks(known.map((row) => values[row]!));
  known.forEach((row, i) => {
    shades[row] = known.length > 1 ? (ranks[i]! - 1) / (known.length - 1) : 0.5;
  });
  return shades;
}

// What the pictures of SHAP values need: mean sizes, and points few enough to be drawn.
import { sampleRows } from '../choosing-k/sample-rows.ts';
import { deriveSeed } from '../random.ts';
import { averageRanks } from '../statistics/average-ranks.ts';
import type { FeatureColumn, FeatureTable } from '../supervised/feature-table.ts';
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

/** Points of one feature: of a beeswarm (values by shade) or of a dependence picture (values by x). */
export interface ShapPoints {
  readonly feature: number;
  /** Rows of the table, ascending. */
  readonly rows: Uint32Array;
  readonly shap: Float64Array;
  /** The feature's own values; NaN where missing. */
  readonly values: Float64Array;
  /** Rank of the value among all rows, from 0 to 1; NaN where missing or without an order. */
  readonly shades: Float64Array;
}

/**
 * At most `count` rows, the same for every feature and class of a table, and with the two rows of most
 * extreme SHAP among them. Levels of a categorical feature have no order, hence no shade.
 *
 * @param table the rows that were explained
 */
export function shapPoints(
  shap: ShapValues,
  table: FeatureTable,
  classIndex: number,
  feature: number,
  count: number,
  seed: number,
): ShapPoints {
  const all = shapColumn(shap, classIndex, feature);
  const column = table.columns[feature]!;
  const drawn = sampleRows(shap.rowCount, Math.max(2, count), deriveSeed(seed, 'shap points'));
  const rows = withExtremes(drawn, all);
  const shades = valueShades(column);
  return {
    feature,
    rows,
    shap: Float64Array.from(rows, (row) => all[row]!),
    values: Float64Array.from(rows, (row) => column.values[row]!),
    shades: Float64Array.from(rows, (row) => shades[row]!),
  };
}

function withExtremes(rows: Uint32Array, values: Float64Array): Uint32Array {
  if (rows.length >= values.length) return rows;
  let least = 0;
  let greatest = 0;
  values.forEach((value, row) => {
    if (value < values[least]!) least = row;
    if (value > values[greatest]!) greatest = row;
  });
  const others = rows.filter((row) => row !== least && row !== greatest);
  const kept = others.subarray(0, rows.length - (least === greatest ? 1 : 2));
  return Uint32Array.from(new Set([...kept, least, greatest])).sort();
}

function valueShades({ kind, values }: FeatureColumn): Float64Array {
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

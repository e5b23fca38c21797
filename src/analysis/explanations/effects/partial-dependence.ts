// Partial dependence (Friedman 2001) with individual curves (Goldstein et al. 2015): what the model says
// of rows whose value of one feature is set to each value in turn.
import { deriveSeed } from '../../random.ts';
import { sampleRows } from '../../choosing-k/sample-rows.ts';
import { requireCount, requireRange } from '../../statistics/require-values.ts';
import type { FeatureTable } from '../../supervised/feature-table.ts';
import { selectRows } from '../../supervised/select-rows.ts';
import { withColumns, type Predict } from '../predict.ts';
import { gridOf } from './feature-grid.ts';

export interface PartialDependenceParams {
  /** Values of a continuous feature, at quantiles. */
  readonly gridCount: number;
  /** Rows that the mean is over. */
  readonly rowCount: number;
  /** Rows whose own curves are kept. */
  readonly curveCount: number;
  readonly seed: number;
}

export const defaultPartialDependenceParams = {
  gridCount: 20,
  rowCount: 1000,
  curveCount: 50,
  seed: 0,
} as const satisfies PartialDependenceParams;

export interface PartialDependence {
  readonly feature: number;
  /** Values, or level indices, ascending. */
  readonly grid: Float64Array;
  readonly classCount: number;
  /** Rows that the mean is over. */
  readonly sampleCount: number;
  /** classes x grid: mean probability. */
  readonly mean: Float64Array;
  /** Rows of the table that the curves belong to. */
  readonly curveRows: Uint32Array;
  /** classes x curves x grid: probabilities. */
  readonly curves: Float64Array;
  /** The same less each curve's first value. */
  readonly centredCurves: Float64Array;
}

/**
 * Yields the share done.
 *
 * @throws AnalysisError `input.empty` (no rows, or a feature without values), `parameter.out-of-range`
 */
export function* partialDependence(
  predict: Predict,
  table: FeatureTable,
  feature: number,
  classCount: number,
  params: PartialDependenceParams = defaultPartialDependenceParams,
): Generator<number, PartialDependence> {
  requireCount(table.rowCount, 1, 'Partial dependence');
  requireRange(params.gridCount, 2, 1000, 'The number of values');
  const grid = gridOf(table.columns[feature]!, params.gridCount);
  const seed = deriveSeed(params.seed, 'partial dependence');
  const rows = sampleRows(table.rowCount, params.rowCount, seed);
  const shown = sampleRows(rows.length, params.curveCount, deriveSeed(seed, 'curves'));
  const sample = selectRows(table, rows);
  const mean = new Float64Array(classCount * grid.length);
  const curves = new Float64Array(classCount * shown.length * grid.length);
  for (let g = 0; g < grid.length; g++) {
    const values = new Float64Array(rows.length).fill(grid[g]!);
    const predicted = predict(withColumns(sample, new Map([[feature, values]])));
    for (let k = 0; k < classCount; k++) {
      let sum = 0;
      for (let at = k; at < predicted.length; at += classCount) sum += predicted[at]!;
      mean[k * grid.length + g] = sum / rows.length;
      shown.forEach((row, i) => {
        const cell = (k * shown.length + i) * grid.length + g;
        curves[cell] = predicted[row * classCount + k]!;
      });
    }
    yield (g + 1) / grid.length;
  }
  return {
    feature,
    grid,
    classCount,
    sampleCount: rows.length,
    mean,
    curveRows: shown.map((row) => rows[row]!),
    curves,
    centredCurves: curves.map((value, cell) => value - curves[cell - (cell % grid.length)]!),
  };
}

// Fits the bands of quintile scores: type-7 quantiles of every column, ties by the stated rule.
import { AnalysisError } from '../analysis-error.ts';
import type { Matrix } from '../matrix.ts';
import { quantileOfSorted, sortedCopy } from '../statistics/quantile.ts';
import { requireCount, requireRange } from '../statistics/require-values.ts';
import { scoreValue } from './score-rows.ts';
import type {
  BandRule,
  ColumnBands,
  QuintileScoreModel,
  QuintileScoreParams,
  ScoreColumn,
} from './score-params.ts';

/**
 * @param matrix training rows in own units: no log, no scaling
 * @throws AnalysisError `input.empty`, `input.not-finite`, `input.length-mismatch`,
 *   `parameter.out-of-range`
 */
export function fitQuintileScores(matrix: Matrix, params: QuintileScoreParams): QuintileScoreModel {
  const { bandCount, rule } = params;
  requireCount(matrix.rowCount, 1, 'Quintile scores');
  requireRange(bandCount, 2, 10, 'The number of bands');
  if (!Number.isInteger(bandCount)) {
    throw new AnalysisError(
      'parameter.out-of-range',
      `The number of bands is ${bandCount}, not a whole number.`,
      'Choose a whole number from 2 to 10.',
    );
  }
  if (params.columns.length !== matrix.columns.length) {
    throw new AnalysisError(
      'input.length-mismatch',
      `Quintile scores: ${matrix.columns.length} columns but ${params.columns.length} names.`,
      'Name every column and say which end of it is good.',
    );
  }
  const columns = params.columns.map((column, i) =>
    fitBands(matrix.columns[i]!, column, bandCount, rule),
  );
  return { bandCount, rule, rowCount: matrix.rowCount, columns };
}

function fitBands(
  values: Float64Array,
  column: ScoreColumn,
  bandCount: number,
  rule: BandRule,
): ColumnBands {
  const sorted = sortedCopy(values, `Column ${column.name}`);
  const quantiles: number[] = [];
  for (let band = 1; band < bandCount; band++) {
    quantiles.push(quantileOfSorted(sorted, band / bandCount));
  }
  const thresholds = rule === 'published' ? quantiles.map((value) => value + 1) : quantiles;
  const scoreCounts = new Array<number>(bandCount).fill(0);
  for (const value of sorted) {
    scoreCounts[scoreValue(value, thresholds, rule, column.best) - 1]!++;
  }
  const unitTooCoarse = rule === 'published' && mergesBands(sorted, quantiles);
  return { ...column, quantiles, thresholds, scoreCounts, unitTooCoarse };
}

function mergesBands(sorted: Float64Array, quantiles: readonly number[]): boolean {
  const close = quantiles.some((value, i) => i > 0 && value - quantiles[i - 1]! < 1);
  return close && sorted.some((value) => !Number.isInteger(value));
}

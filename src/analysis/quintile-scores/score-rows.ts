// Gives rows, trained on or new, their scores by fitted bands.
import { AnalysisError } from '../analysis-error.ts';
import type { Matrix } from '../matrix.ts';
import { requireFinite } from '../statistics/require-values.ts';
import type { BandRule, QuintileScoreModel, ScoreColumn } from './score-params.ts';

/** The score of one value, 1 to the number of bands, the highest being the best. */
export function scoreValue(
  value: number,
  thresholds: readonly number[],
  rule: BandRule,
  best: ScoreColumn['best'],
): number {
  let passed = 0;
  for (const threshold of thresholds) {
    if (rule === 'published' ? value >= threshold : value > threshold) passed++;
  }
  return best === 'high' ? passed + 1 : thresholds.length + 1 - passed;
}

/**
 * @param matrix rows in own units, the columns that the model was fitted on
 * @returns one array of scores for each column
 * @throws AnalysisError `input.length-mismatch`, `input.not-finite` naming row and column
 */
export function scoreRows(model: QuintileScoreModel, matrix: Matrix): Uint8Array[] {
  if (matrix.columns.length !== model.columns.length) {
    throw new AnalysisError(
      'input.length-mismatch',
      `The scores were fitted on ${model.columns.length} columns, these rows have ${matrix.columns.length}.`,
      'Score data that has the features of the model.',
    );
  }
  return model.columns.map(({ name, best, thresholds }, i) => {
    const values = matrix.columns[i]!;
    requireFinite(values, `Column ${name}`, name);
    const scores = new Uint8Array(matrix.rowCount);
    for (let row = 0; row < matrix.rowCount; row++) {
      scores[row] = scoreValue(values[row]!, thresholds, model.rule, best);
    }
    return scores;
  });
}

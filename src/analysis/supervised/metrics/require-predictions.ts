// Guards of the metrics: probabilities and labels of the same rows.
import { AnalysisError } from '../../analysis-error.ts';
import { requireCount, requireFinite } from '../../statistics/require-values.ts';
import { classCounts } from '../require-supervised.ts';

/** Probabilities of classes, rows x classes, and the true class of each row. */
export interface Predictions {
  readonly probabilities: Float64Array;
  readonly target: Int32Array;
  readonly classCount: number;
}

/** @throws AnalysisError `input.empty`, `input.length-mismatch`, `input.unknown-label`, `input.not-finite` */
export function requirePredictions({ probabilities, target, classCount }: Predictions): void {
  requireCount(target.length, 1, 'Predictions');
  classCounts(target, classCount);
  if (probabilities.length !== target.length * classCount) {
    throw new AnalysisError(
      'input.length-mismatch',
      `${probabilities.length} probabilities meet ${target.length} rows of ${classCount} classes.`,
      'Every row needs a probability of every class.',
    );
  }
  requireFinite(probabilities, 'Probabilities');
}

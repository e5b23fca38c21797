// The baseline: a logistic regression on counts, its penalty chosen by the validation part.
import type { FeatureTable } from '../../supervised/feature-table.ts';
import { fitLogistic, predictLogistic } from '../../supervised/logistic/fit-logistic.ts';
import {
  defaultLogisticParams,
  type LogisticFit,
  type LogisticStep,
} from '../../supervised/logistic/logistic-types.ts';
import { rowLosses } from '../../supervised/metrics/log-loss.ts';
import { selectLabels, selectRows } from '../../supervised/select-rows.ts';
import type { SequenceSplit } from '../recurrent-types.ts';

/** Penalties tried, the strongest first: of equal ones the stronger is kept. */
const penalties = [1000, 100, 10, 1];

export interface CountingBaseline {
  readonly fit: LogisticFit;
  readonly l2: number;
  readonly validationLoss: number;
  /** Probability of the outcome for every sequence. */
  readonly probabilities: Float64Array;
}

/**
 * The validation part serves it as it serves the network: for choosing, not for fitting.
 *
 * @param table one row for each sequence, as countFeatures makes it
 * @throws AnalysisError as fitLogistic
 */
export function* fitCountingBaseline(
  table: FeatureTable,
  outcome: Uint8Array,
  split: SequenceSplit,
): Generator<LogisticStep, CountingBaseline> {
  const target = Int32Array.from(outcome);
  const training = selectRows(table, split.training);
  const trainingTarget = selectLabels(target, split.training);
  const validation = selectRows(table, split.validation);
  const validationTarget = selectLabels(target, split.validation);
  let best: { fit: LogisticFit; l2: number; validationLoss: number } | undefined;
  for (const l2 of penalties) {
    const params = { ...defaultLogisticParams, l2, maxIterationCount: 300, tolerance: 1e-5 };
    const fit = yield* fitLogistic(training, trainingTarget, 2, params);
    const losses = rowLosses(predictLogistic(fit, validation), validationTarget, 2);
    const validationLoss = losses.reduce((sum, loss) => sum + loss, 0) / losses.length;
    if (!best || validationLoss < best.validationLoss) best = { fit, l2, validationLoss };
  }
  if (!best) throw new Error('at least one penalty has to be tried');
  const both = predictLogistic(best.fit, table);
  return { ...best, probabilities: Float64Array.from(target, (_, row) => both[2 * row + 1]!) };
}

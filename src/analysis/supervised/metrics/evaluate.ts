// Every metric of held-out predictions at once, each headline number with its interval.
import { aucInterval } from './auc-interval.ts';
import {
  bootstrapMetrics,
  defaultBootstrapOptions,
  percentileInterval,
  type BootstrapOptions,
  type MetricInterval,
  type Replicates,
} from './bootstrap-metrics.ts';
import { calibrate, type Calibration } from './calibration.ts';
import {
  confusionMatrix,
  confusionScores,
  confusionShares,
  type ClassScores,
  type ConfusionMatrix,
  type ConfusionShares,
} from './confusion-matrix.ts';
import { greatestClasses } from './greatest-class.ts';
import { rowLosses } from './log-loss.ts';
import { rankingCurves, type RankingCurves } from './ranking-curves.ts';
import { requirePredictions, type Predictions } from './require-predictions.ts';

export interface ClassEvaluation extends ClassScores {
  /** One against the rest; null where the class, or the rest, has no row. */
  readonly curves: RankingCurves | null;
  readonly auc: MetricInterval | null;
  readonly calibration: Calibration;
}

export interface Evaluation {
  readonly rowCount: number;
  readonly accuracy: MetricInterval;
  readonly balancedAccuracy: MetricInterval;
  readonly macroF1: MetricInterval;
  readonly logLoss: MetricInterval;
  /** Mean area over the classes that have one; null where none has. */
  readonly macroAuc: number | null;
  readonly confusion: ConfusionMatrix;
  readonly confusionShares: ConfusionShares;
  readonly classes: readonly ClassEvaluation[];
  readonly replicates: Replicates;
}

/**
 * @throws AnalysisError `input.empty`, `input.length-mismatch`, `input.unknown-label`, `input.not-finite`
 */
export function evaluate(
  predictions: Predictions,
  options: BootstrapOptions = defaultBootstrapOptions,
): Evaluation {
  requirePredictions(predictions);
  const { probabilities, target, classCount } = predictions;
  const confusion = confusionMatrix(target, greatestClasses(probabilities, classCount), classCount);
  const scores = confusionScores(confusion);
  const losses = rowLosses(probabilities, target, classCount);
  const loss = losses.reduce((sum, one) => sum + one, 0) / losses.length;
  const replicates = bootstrapMetrics(predictions, options);
  const classes = scores.classes.map((one, label) => evaluateClass(predictions, one, label));
  const areas = classes.flatMap(({ auc }) => (auc ? [auc.value] : []));
  return {
    rowCount: target.length,
    accuracy: percentileInterval(scores.accuracy, replicates.accuracy),
    balancedAccuracy: percentileInterval(scores.balancedAccuracy, replicates.balancedAccuracy),
    macroF1: percentileInterval(scores.macroF1, replicates.macroF1),
    logLoss: percentileInterval(loss, replicates.logLoss),
    macroAuc: areas.length > 0 ? areas.reduce((sum, area) => sum + area, 0) / areas.length : null,
    confusion,
    confusionShares: confusionShares(confusion),
    classes,
    replicates,
  };
}

function evaluateClass(
  { probabilities, target, classCount }: Predictions,
  scores: ClassScores,
  label: number,
): ClassEvaluation {
  const own = Float64Array.from(target, (_, row) => probabilities[row * classCount + label]!);
  const isPositive = (row: number) => target[row] === label;
  const curves = rankingCurves(own, isPositive);
  return {
    ...scores,
    curves,
    auc: curves && aucInterval(curves.auc, curves.positiveCount, curves.negativeCount),
    calibration: calibrate(own, isPositive),
  };
}

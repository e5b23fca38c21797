// Is a model any better than always guessing by how frequent the classes are?
import { z99 } from '../../statistics/wilson-interval.ts';
import type { Evaluation } from './evaluate.ts';
import type { MetricInterval } from './bootstrap-metrics.ts';

export interface GuessingVerdict {
  readonly betterThanGuessing: boolean;
  /** How much less the model's log-loss is than the baseline's, with its 99 % interval. */
  readonly logLossGain: MetricInterval;
  /** How much greater its balanced accuracy is than the baseline's, with its 99 % interval. */
  readonly balancedAccuracyGain: MetricInterval;
  readonly sentence: string;
}

/**
 * A model is better than guessing where its log-loss is surely less, or its balanced accuracy surely
 * greater, than that of the majority baseline on the same held-out rows. Both evaluations have to
 * come from the same bootstrap seed, so that replicates pair up.
 */
export function guessingVerdict(model: Evaluation, baseline: Evaluation): GuessingVerdict {
  const logLossGain = pairedGain(
    baseline.logLoss.value - model.logLoss.value,
    baseline.replicates.logLoss,
    model.replicates.logLoss,
  );
  const balancedAccuracyGain = pairedGain(
    model.balancedAccuracy.value - baseline.balancedAccuracy.value,
    model.replicates.balancedAccuracy,
    baseline.replicates.balancedAccuracy,
  );
  const betterThanGuessing = logLossGain.low > 0 || balancedAccuracyGain.low > 0;
  return { betterThanGuessing, logLossGain, balancedAccuracyGain, sentence: sentenceOf() };

  function sentenceOf(): string {
    if (betterThanGuessing) {
      const points = (100 * balancedAccuracyGain.value).toFixed(1);
      return `Better than guessing: balanced accuracy is ${points} points above always naming the most frequent class, log-loss ${logLossGain.value.toFixed(3)} less.`;
    }
    return 'No better than guessing: on rows that it has not seen, the model is not surely better than the frequencies of the classes alone.';
  }
}

function pairedGain(value: number, greater: Float64Array, less: Float64Array): MetricInterval {
  const gains = greater.map((one, i) => one - less[i]!);
  const mean = gains.reduce((sum, gain) => sum + gain, 0) / gains.length;
  const squares = gains.reduce((sum, gain) => sum + (gain - mean) ** 2, 0);
  const half = z99 * Math.sqrt(squares / Math.max(1, gains.length - 1));
  return { value, low: value - half, high: value + half };
}

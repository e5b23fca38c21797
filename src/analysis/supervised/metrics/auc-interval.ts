// The interval of an area under the ROC curve by Hanley and McNeil (1982).
import { z95 } from '../../statistics/wilson-interval.ts';
import type { MetricInterval } from './bootstrap-metrics.ts';

/** The standard error rests on the areas of exponential scores; ends are kept within [0, 1]. */
export function aucInterval(
  auc: number,
  positiveCount: number,
  negativeCount: number,
): MetricInterval {
  const twoPositives = auc / (2 - auc);
  const twoNegatives = (2 * auc * auc) / (1 + auc);
  const variance =
    (auc * (1 - auc) +
      (positiveCount - 1) * (twoPositives - auc * auc) +
      (negativeCount - 1) * (twoNegatives - auc * auc)) /
    (positiveCount * negativeCount);
  const half = z95 * Math.sqrt(Math.max(0, variance));
  return { value: auc, low: Math.max(0, auc - half), high: Math.min(1, auc + half) };
}

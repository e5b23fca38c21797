// Intervals of metrics by the bootstrap over held-out rows, or over people with several rows.
import { deriveSeed } from '../../random.ts';
import { quantileOfSorted } from '../../statistics/quantile.ts';
import { nextBelow, startState } from '../random-words.ts';
import { confusionScores } from './confusion-matrix.ts';
import { greatestClasses } from './greatest-class.ts';
import { rowLosses } from './log-loss.ts';
import type { Predictions } from './require-predictions.ts';

export interface MetricInterval {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

export interface BootstrapOptions {
  readonly replicateCount: number;
  readonly seed: number;
  /** Of each row whom it is about; rows of one person are drawn together. */
  readonly groups?: Int32Array | undefined;
}

export const defaultBootstrapOptions = { replicateCount: 400, seed: 0 } as const;

/** Metrics of every replicate; the drawn rows of replicate i are the same for every model. */
export interface Replicates {
  readonly accuracy: Float64Array;
  readonly balancedAccuracy: Float64Array;
  readonly macroF1: Float64Array;
  readonly logLoss: Float64Array;
}

export function bootstrapMetrics(
  predictions: Predictions,
  options: BootstrapOptions = defaultBootstrapOptions,
): Replicates {
  const { probabilities, target, classCount } = predictions;
  const rowCount = target.length;
  const predicted = greatestClasses(probabilities, classCount);
  const losses = rowLosses(probabilities, target, classCount);
  const cells = Int32Array.from(target, (label, row) => label * classCount + predicted[row]!);
  const { replicateCount, groups } = options;
  const state = startState(deriveSeed(options.seed, 'metrics'));
  const members = groups && membersOf(groups);
  const replicates: Replicates = {
    accuracy: new Float64Array(replicateCount),
    balancedAccuracy: new Float64Array(replicateCount),
    macroF1: new Float64Array(replicateCount),
    logLoss: new Float64Array(replicateCount),
  };
  const unitCount = members ? members.length : rowCount;
  for (let replicate = 0; replicate < replicateCount; replicate++) {
    const counts = new Float64Array(classCount * classCount);
    let loss = 0;
    let drawn = 0;
    const draw = (row: number) => {
      counts[cells[row]!]!++;
      loss += losses[row]!;
      drawn++;
    };
    for (let i = 0; i < unitCount; i++) {
      const unit = nextBelow(state, unitCount);
      if (members) members[unit]!.forEach(draw);
      else draw(unit);
    }
    const scores = confusionScores({ classCount, counts });
    replicates.accuracy[replicate] = scores.accuracy;
    replicates.balancedAccuracy[replicate] = scores.balancedAccuracy;
    replicates.macroF1[replicate] = scores.macroF1;
    replicates.logLoss[replicate] = loss / drawn;
  }
  return replicates;
}

function membersOf(groups: Int32Array): number[][] {
  const members = new Map<number, number[]>();
  groups.forEach((group, row) => {
    const rows = members.get(group);
    if (rows) rows.push(row);
    else members.set(group, [row]);
  });
  return [...members.values()];
}

/** The middle 95 % of the replicates about a metric's value; widened to hold it. */
export function percentileInterval(value: number, replicates: Float64Array): MetricInterval {
  const sorted = replicates.slice().sort();
  return {
    value,
    low: Math.min(value, quantileOfSorted(sorted, 0.025)),
    high: Math.max(value, quantileOfSorted(sorted, 0.975)),
  };
}

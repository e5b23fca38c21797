// How unequally the value is spread: the Pareto curve, its headline numbers and the Gini coefficient.
import { AnalysisError } from '../analysis-error.ts';
import { requireCount, requireFinite } from '../statistics/require-values.ts';

export interface ParetoPoint {
  /** Share of people, the most valuable first. */
  readonly personShare: number;
  /** Share of the value that these people bring. */
  readonly valueShare: number;
}

export interface ParetoCurve {
  /** From (0, 0) to (1, 1), at most 200 points, no step longer than a hundredth of either axis
   *  unless a single person makes it. */
  readonly points: readonly ParetoPoint[];
  /** Exact, from all persons: 0 where all bring the same, towards 1 where one brings everything. */
  readonly gini: number;
  /** Share of the value that the best 20 % of people bring, rounded up to whole persons. */
  readonly topFifthShare: number;
  /** The least share of people that brings 80 % of the value. */
  readonly personShareForFourFifths: number;
  readonly total: number;
  /** Persons with a value below zero, counted as zero. */
  readonly negativeCount: number;
}

const stepLength = 1 / 99;

/**
 * @param values one a person
 * @throws AnalysisError `input.empty`, `input.not-finite`, `fit.not-possible` where no value is
 *   above zero
 */
export function paretoCurve(values: Float64Array): ParetoCurve {
  requireCount(values.length, 1, 'Pareto curve');
  requireFinite(values, 'Pareto curve');
  const count = values.length;
  let negativeCount = 0;
  const descending = values.map((value) => {
    if (value < 0) negativeCount++;
    return Math.max(0, value);
  });
  descending.sort().reverse();
  let total = 0;
  // Sum of values times their ascending rank, of which the Gini coefficient is made.
  let rankSum = 0;
  descending.forEach((value, i) => {
    total += value;
    rankSum += (count - i) * value;
  });
  if (!(total > 0)) {
    throw new AnalysisError(
      'fit.not-possible',
      'Nobody brings any value: there is nothing to share out.',
      'Choose another value column, such as clicks or money.',
    );
  }
  const topCount = Math.ceil(count / 5);
  let running = 0;
  let topFifth = 0;
  let fourFifths = count;
  const points: ParetoPoint[] = [{ personShare: 0, valueShare: 0 }];
  let last = points[0]!;
  descending.forEach((value, i) => {
    running += value;
    if (i + 1 === topCount) topFifth = running;
    if (fourFifths === count && running >= 0.8 * total) fourFifths = i + 1;
    const point = { personShare: (i + 1) / count, valueShare: Math.min(1, running / total) };
    const far =
      point.personShare - last.personShare >= stepLength ||
      point.valueShare - last.valueShare >= stepLength;
    if (i + 1 < count && far) points.push((last = point));
  });
  points.push({ personShare: 1, valueShare: 1 });
  return {
    points,
    gini: Math.max(0, (2 * rankSum) / (count * total) - (count + 1) / count),
    topFifthShare: topFifth / total,
    personShareForFourFifths: fourFifths / count,
    total,
    negativeCount,
  };
}

// The share of people whom the outcome has not met yet (Kaplan and Meier 1958).
import type { Labels } from '../agreement/cross-table.ts';
import { requireCount } from '../statistics/require-values.ts';
import { z95 } from '../statistics/wilson-interval.ts';
import type { JourneyOutcomes } from './journey-types.ts';
import { peopleBySegment, requireOutcomes } from './tabulate-segments.ts';

/** A step curve: at `days[i]` the share falls to `shares[i]` and stays there until the next day. */
export interface SurvivalCurve {
  readonly personCount: number;
  readonly outcomeCount: number;
  /** Days with an outcome, ascending. */
  readonly days: Float64Array;
  readonly shares: Float64Array;
  /** Greenwood's (1926) standard error; 0 where the share has come to 0. */
  readonly standardErrors: Float64Array;
  /** The 95 % interval on the scale of log(-log share), which never leaves 0 to 1. */
  readonly low: Float64Array;
  readonly high: Float64Array;
  /** People still followed just before each day, and outcomes on it. */
  readonly atRisk: Uint32Array;
  readonly outcomes: Uint32Array;
  /** The last day that anybody was followed. */
  readonly lastDay: number;
  /** The first day at which the share is at most a half; null where it stays above. */
  readonly median: number | null;
}

/**
 * People who are no longer followed on the day of an outcome count as followed on that day.
 *
 * @throws AnalysisError `input.empty`, `input.length-mismatch`, `input.not-finite`,
 *   `parameter.out-of-range`
 */
export function survivalCurve(outcomes: JourneyOutcomes): SurvivalCurve {
  const { happened, days } = outcomes;
  requireCount(days.length, 1, 'Survival curve');
  requireOutcomes(happened, outcomes);
  const order = Uint32Array.from({ length: days.length }, (_, person) => person);
  order.sort((a, b) => days[a]! - days[b]! || a - b);
  const steps: { day: number; atRisk: number; outcomes: number }[] = [];
  for (let start = 0; start < order.length;) {
    const day = days[order[start]!]!;
    let end = start;
    let count = 0;
    for (; end < order.length && days[order[end]!] === day; end++) count += happened[order[end]!]!;
    if (count > 0) steps.push({ day, atRisk: order.length - start, outcomes: count });
    start = end;
  }
  return { ...estimate(steps), personCount: days.length, lastDay: days[order.at(-1)!]! };
}

/** One curve a segment, in their order; null for a segment without people. */
export function survivalCurves(
  labels: Labels,
  segmentCount: number,
  outcomes: JourneyOutcomes,
): (SurvivalCurve | null)[] {
  requireOutcomes(labels, outcomes);
  const members = peopleBySegment(labels, segmentCount).slice(0, segmentCount);
  return members.map((people) =>
    people.length === 0
      ? null
      : survivalCurve({
          name: outcomes.name,
          happened: Uint8Array.from(people, (person) => outcomes.happened[person]!),
          days: Float64Array.from(people, (person) => outcomes.days[person]!),
        }),
  );
}

function estimate(steps: readonly { day: number; atRisk: number; outcomes: number }[]) {
  let share = 1;
  let greenwood = 0;
  const rows = steps.map(({ atRisk, outcomes }) => {
    const left = atRisk - outcomes;
    share *= left / atRisk;
    if (left > 0) greenwood += outcomes / (atRisk * left);
    return { share, error: share * Math.sqrt(greenwood), ...logLogInterval(share, greenwood) };
  });
  const middle = rows.findIndex((row) => row.share <= 0.5);
  return {
    days: Float64Array.from(steps, ({ day }) => day),
    shares: Float64Array.from(rows, (row) => row.share),
    standardErrors: Float64Array.from(rows, ({ error }) => error),
    low: Float64Array.from(rows, ({ low }) => low),
    high: Float64Array.from(rows, ({ high }) => high),
    atRisk: Uint32Array.from(steps, ({ atRisk }) => atRisk),
    outcomes: Uint32Array.from(steps, ({ outcomes }) => outcomes),
    outcomeCount: steps.reduce((sum, { outcomes }) => sum + outcomes, 0),
    median: middle === -1 ? null : steps[middle]!.day,
  };
}

function logLogInterval(share: number, greenwood: number) {
  if (share === 0) return { low: 0, high: 0 };
  const half = (z95 * Math.sqrt(greenwood)) / -Math.log(share);
  return { low: share ** Math.exp(half), high: share ** Math.exp(-half) };
}

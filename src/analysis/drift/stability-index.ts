// The population stability index of two sets of counts, judged against what chance alone makes of it.
import { requireCount } from '../statistics/require-values.ts';
import { driftThresholds, type DriftVerdict, type IndexOfStability } from './drift-types.ts';

/**
 * sum over bins of (q - p) log(q / p), with p the reference's and q the new share of a bin. Half a
 * row is added to every bin, so that an empty one has a logarithm.
 *
 * Without any drift the index is about (1 / n + 1 / m) times a chi-square variable with one degree
 * of freedom less than there are bins (Yurdakul 2018); a verdict is spoken only above its 95th
 * percentile, so that fifty new persons do not raise an alarm.
 *
 * @param reference counts by bin
 * @param found counts of the new rows by the same bins
 * @throws AnalysisError `input.empty` where one side has no rows
 */
export function stabilityIndex(
  reference: readonly number[],
  found: readonly number[],
): IndexOfStability {
  const referenceTotal = sum(reference);
  const foundTotal = sum(found);
  requireCount(referenceTotal, 1, 'Drift: training rows');
  requireCount(foundTotal, 1, 'Drift: new rows');
  const bins = reference.length;
  let index = 0;
  for (let bin = 0; bin < bins; bin++) {
    const p = (reference[bin]! + 0.5) / (referenceTotal + bins / 2);
    const q = (found[bin]! + 0.5) / (foundTotal + bins / 2);
    index += (q - p) * Math.log(q / p);
  }
  const chanceLevel = (1 / referenceTotal + 1 / foundTotal) * chiSquare95(bins - 1);
  return { index, chanceLevel, verdict: verdictOf(index, chanceLevel) };
}

function verdictOf(index: number, chanceLevel: number): DriftVerdict {
  if (index <= chanceLevel || index < driftThresholds.moderate) return 'stable';
  return index < driftThresholds.shifted ? 'moderate' : 'shifted';
}

/** The 95th percentile of chi-square by Wilson and Hilferty (1931), within 1 % from 2 degrees on. */
function chiSquare95(degreesOfFreedom: number): number {
  if (degreesOfFreedom < 1) return 0;
  const spread = 2 / (9 * degreesOfFreedom);
  return degreesOfFreedom * (1 - spread + 1.6448536269514722 * Math.sqrt(spread)) ** 3;
}

function sum(counts: readonly number[]): number {
  return counts.reduce((total, count) => total + count, 0);
}

// The values worth trying for a feature of one row: beyond each threshold that the model has for it.
import { quantileOfSorted } from '../../statistics/quantile.ts';
import { readableThreshold } from '../rules/readable-threshold.ts';
import type { FeatureColumn } from '../../supervised/feature-table.ts';
import type { TreeEnsemble } from '../../supervised/tree-ensemble.ts';

export interface CandidateValue {
  readonly feature: number;
  readonly value: number;
  /** Distance from the row's own value: in standard deviations, 1 for another level or a 0/1 turned. */
  readonly cost: number;
}

/** Far thresholds are thinned out where a feature has more than this many. */
const mostCandidates = 40;

/**
 * Candidates of one feature, the cheapest first. Numbers move just past a threshold, to a value with few
 * digits between the training values on either side; nothing moves beyond the training rows.
 *
 * @param column the training rows' values
 */
export function candidateValues(
  ensemble: TreeEnsemble,
  column: FeatureColumn,
  feature: number,
  own: number,
): CandidateValue[] {
  if (column.kind !== 'continuous') {
    return [...new Set(column.values)]
      .filter((value) => !Number.isNaN(value) && value !== own)
      .sort((a, b) => a - b)
      .map((value) => ({ feature, value, cost: 1 }));
  }
  const sorted = column.values.filter((value) => !Number.isNaN(value)).sort();
  if (sorted.length === 0) return [];
  const scale = deviationOf(sorted);
  const start = Number.isNaN(own) ? quantileOfSorted(sorted, 0.5) : own;
  const values = new Set<number>();
  for (const threshold of thresholdsOf(ensemble, feature)) {
    const value = pastThreshold(sorted, threshold, start);
    if (value !== null && value !== own) values.add(value);
  }
  const candidates = [...values].map((value) => ({
    feature,
    value,
    cost: scale > 0 ? Math.abs(value - start) / scale : 0,
  }));
  candidates.sort((a, b) => a.cost - b.cost || a.value - b.value);
  return thin(candidates);
}

function thresholdsOf({ feature, threshold, categories }: TreeEnsemble, wanted: number): number[] {
  const found = new Set<number>();
  feature.forEach((split, node) => {
    if (split === wanted && categories[node]! < 0) found.add(threshold[node]!);
  });
  return [...found];
}

/** The nearest readable value on the other side of a threshold; null where no training row is there. */
function pastThreshold(sorted: Float64Array, threshold: number, start: number): number | null {
  const above = firstAbove(sorted, threshold);
  const low = sorted[above - 1];
  const high = sorted[above];
  if (low === undefined || high === undefined) return null;
  if (start <= threshold) return high;
  return low < threshold ? readableThreshold(low, threshold) : low;
}

function firstAbove(sorted: Float64Array, threshold: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (sorted[middle]! <= threshold) low = middle + 1;
    else high = middle;
  }
  return low;
}

function deviationOf(sorted: Float64Array): number {
  const first = sorted[0]!;
  const mean = sorted.reduce((sum, value) => sum + (value - first), 0) / sorted.length;
  const squares = sorted.reduce((sum, value) => sum + (value - first - mean) ** 2, 0);
  return Math.sqrt(squares / sorted.length);
}

/** The nearer half of the places goes to the nearest candidates, the rest is spread over the others. */
function thin(candidates: readonly CandidateValue[]): CandidateValue[] {
  if (candidates.length <= mostCandidates) return [...candidates];
  const half = mostCandidates / 2;
  const far = candidates.slice(half);
  const spread = Array.from(
    { length: half },
    (_, i) => far[Math.round((i * (far.length - 1)) / (half - 1))]!,
  );
  return [...candidates.slice(0, half), ...spread];
}

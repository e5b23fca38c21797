// Typical journeys: the people of a segment who are nearest to all others of it.
import type { Labels } from '../agreement/cross-table.ts';
import { sampleRows } from '../choosing-k/sample-rows.ts';
import { requirePoints, type Points } from '../density/points.ts';
import { deriveSeed } from '../random.ts';
import { requireSameLength } from '../statistics/require-values.ts';
import { peopleBySegment } from './tabulate-segments.ts';

export interface MedoidParams {
  /** People named for each segment. */
  readonly count: number;
  /** Above this size candidates and those they are compared with are a sample of it. */
  readonly sampleSize: number;
  readonly seed: number;
}

export const defaultMedoidParams = {
  count: 3,
  sampleSize: 2000,
  seed: 0,
} as const satisfies MedoidParams;

export interface SegmentMedoids {
  readonly segment: number;
  /** The medoid first, then the next most typical people. */
  readonly people: Uint32Array;
  /** Mean distance of each to the people looked at. */
  readonly meanDistances: Float64Array;
  readonly comparedCount: number;
  /** False where the segment was sampled. */
  readonly exact: boolean;
}

/**
 * Yields after every segment. Of equally typical people the first comes first.
 *
 * @throws AnalysisError as `requirePoints`; `input.length-mismatch`, `input.unknown-label`
 */
export function* findMedoids(
  points: Points,
  labels: Labels,
  segmentCount: number,
  params: MedoidParams = defaultMedoidParams,
): Generator<number, SegmentMedoids[]> {
  requirePoints(points, 'Typical journeys');
  requireSameLength(labels, new Uint8Array(points.rowCount), 'Typical journeys');
  const members = peopleBySegment(labels, segmentCount).slice(0, segmentCount);
  const found: SegmentMedoids[] = [];
  for (const [segment, everyone] of members.entries()) {
    // The sample hangs on the segment's people, not on its number.
    const seed = deriveSeed(params.seed, 'medoids', everyone[0] ?? 0);
    const sample = sampleRows(everyone.length, params.sampleSize, seed);
    const people = sample.map((index) => everyone[index]!);
    const sums = distanceSums(points, people);
    const order = Uint32Array.from(people, (_, i) => i);
    order.sort((a, b) => sums[a]! - sums[b]! || a - b);
    const best = order.slice(0, params.count);
    found.push({
      segment,
      people: best.map((i) => people[i]!),
      meanDistances: Float64Array.from(best, (i) => sums[i]! / Math.max(1, people.length - 1)),
      comparedCount: people.length,
      exact: people.length === everyone.length,
    });
    yield (segment + 1) / members.length;
  }
  return found;
}

function distanceSums({ dimensionCount, values }: Points, people: Uint32Array): Float64Array {
  const sums = new Float64Array(people.length);
  for (let i = 1; i < people.length; i++) {
    const a = people[i]! * dimensionCount;
    for (let j = 0; j < i; j++) {
      const b = people[j]! * dimensionCount;
      let square = 0;
      for (let d = 0; d < dimensionCount; d++) square += (values[a + d]! - values[b + d]!) ** 2;
      const distance = Math.sqrt(square);
      sums[i]! += distance;
      sums[j]! += distance;
    }
  }
  return sums;
}

// How long the journeys of every segment are, over bins that all segments share.
import type { Labels } from '../agreement/cross-table.ts';
import { requireCount, requireSameLength } from '../statistics/require-values.ts';
import { peopleBySegment } from './tabulate-segments.ts';

export interface LengthHistogram {
  /** Bin b holds the lengths edges[b] to edges[b + 1] - 1. */
  readonly edges: Uint32Array;
  /** By segment: people in each bin. */
  readonly counts: readonly Uint32Array[];
}

const greatestBinCount = 30;

/**
 * @param lengths whole numbers of at least 1
 * @throws AnalysisError `input.empty`, `input.length-mismatch`, `input.unknown-label`
 */
export function lengthHistogram(
  lengths: Float64Array,
  labels: Labels,
  segmentCount: number,
): LengthHistogram {
  requireCount(lengths.length, 1, 'Histogram of lengths');
  requireSameLength(labels, lengths, 'Histogram of lengths');
  const longest = lengths.reduce((most, length) => Math.max(most, length), 1);
  const width = Math.ceil(longest / greatestBinCount);
  const binCount = Math.ceil(longest / width);
  const edges = Uint32Array.from({ length: binCount + 1 }, (_, bin) => 1 + bin * width);
  const members = peopleBySegment(labels, segmentCount).slice(0, segmentCount);
  const counts = members.map((people) => {
    const bins = new Uint32Array(binCount);
    for (const person of people) bins[Math.floor((lengths[person]! - 1) / width)]!++;
    return bins;
  });
  return { edges, counts };
}

// How many periods persons have.
import { histogram } from '#analysis/reductions/histogram';
import type { Histogram } from '#shared/data/quality-report';

const mostBins = 60;

export function lengthHistogram(starts: Uint32Array): Histogram {
  const lengths = Float64Array.from(
    { length: starts.length - 1 },
    (_, person) => starts[person + 1]! - starts[person]!,
  );
  const { edges, counts, logarithmic } = histogram(lengths, mostBins, false);
  return { edges: Array.from(edges), counts: Array.from(counts), logarithmic };
}

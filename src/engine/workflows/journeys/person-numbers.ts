// What is kept of every person beside the segment, and how long their journeys are.
import type { JourneyFacts } from '#analysis/journeys/journey-types';
import type { JourneysAnalysis } from './analysis-input.ts';

/** @param probabilities, outcome null where there are none */
export function personNumbers(
  facts: JourneyFacts,
  probabilities: Float64Array | null,
  outcome: Uint8Array | null,
): JourneysAnalysis['personNumbers'] {
  return {
    ...(probabilities ? { probability: probabilities } : {}),
    ...(outcome ? { outcome: Float64Array.from(outcome) } : {}),
    length: facts.length,
    first_day: facts.firstDay,
    last_day: facts.lastDay,
    tenure: facts.tenure,
  };
}

export function lengthHistogramOf(lengths: Float64Array): JourneysAnalysis['lengthHistogram'] {
  const counts = new Map<number, number>();
  for (const length of lengths) counts.set(length, (counts.get(length) ?? 0) + 1);
  const found = [...counts].sort(([a], [b]) => a - b);
  return { length: found.map(([length]) => length), personCount: found.map(([, count]) => count) };
}

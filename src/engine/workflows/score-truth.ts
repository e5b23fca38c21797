// How much of a sample's planted truth was found.
import { matchLabels } from '#analysis/agreement/match-labels';
import type { ScoreCard } from '#shared/results/result-parts';
import type { PlantedTruth } from './planted-truth.ts';

/** @param found index of the segment a person */
export function scoreTruth(
  { names, labels }: PlantedTruth,
  found: Uint8Array,
  segments: readonly { readonly id: string }[],
): ScoreCard {
  const agreement = matchLabels(labels, Int32Array.from(found), names.length, segments.length);
  return {
    adjustedRand: agreement.adjustedRandIndex,
    foundShare: agreement.recovered.share,
    segments: agreement.groups.map((group) => ({
      planted: names[group.truth] ?? '',
      personCount: group.truthCount,
      matchedSegmentId: group.found === null ? null : (segments[group.found]?.id ?? null),
      recall: group.recall ?? 0,
      precision: group.precision ?? 0,
    })),
  };
}

// How well length and tenure alone tell the segments.
import type { JourneyFacts } from '#analysis/journeys/journey-types';
import { measureConfounders } from '#analysis/journeys/measure-confounders';
import { renderSentence } from '#analysis/words/sentence';
import type { JourneysResult } from '#shared/results/journeys-result';
import type { JourneyClusters } from './cluster-journeys.ts';

/** Fewer persons in segments than this are too few to be told apart on others. */
const leastPersonCount = 20;

/** Null where there is nothing to tell. */
export function confoundersReport(
  { labels, clusterCount }: Pick<JourneyClusters, 'labels' | 'clusterCount'>,
  facts: JourneyFacts,
  seed: number,
): JourneysResult['confounders'] {
  const inSegments = labels.reduce((count, label) => count + (label >= 0 ? 1 : 0), 0);
  if (clusterCount < 2 || inSegments < leastPersonCount) return null;
  const found = measureConfounders(labels, clusterCount, facts, seed);
  return {
    accuracy: found.accuracy.mean,
    guessing: found.majority,
    lengthAgreement: found.lengthAgreement,
    tenureAgreement: found.tenureAgreement,
    verdict: found.verdict,
    sentence: renderSentence(found.sentence),
  };
}

// How far the segments depend on the seed that the encoder was trained from.
import { measureStability, type SeedClustering } from '#analysis/journeys/measure-stability';
import { deriveSeed } from '#analysis/random';
import { renderSentence } from '#analysis/words/sentence';
import type { JourneysResult } from '#shared/results/journeys-result';
import type { JourneyClusters } from './cluster-journeys.ts';

type Stability = JourneysResult['stability'];

/** @param clusterAgain trains and clusters from another seed: the `place`th of `count` */
export function stabilityOfSeeds(
  first: SeedClustering,
  seedCount: number,
  clusterAgain: (seed: number, place: number, count: number) => JourneyClusters,
): Stability {
  if (seedCount < 2) {
    return notRepeated('Other seeds were not tried, so nobody knows how stable the segments are.');
  }
  const others = Array.from({ length: seedCount - 1 }, (_, place) => {
    const seed = deriveSeed(first.seed, 'stability', place);
    const { labels, clusterCount } = clusterAgain(seed, place, seedCount - 1);
    return { seed, labels, segmentCount: clusterCount };
  });
  const found = measureStability([first, ...others]);
  const pairs = found.seeds.flatMap((_, a) =>
    found.seeds.slice(0, a).map((__, b) => found.agreements[a * found.seeds.length + b]!),
  );
  return {
    seedCount,
    adjustedRand: pairs,
    mean: found.mean,
    sentence: renderSentence(found.sentence),
  };
}

/** Of segments that no seed has a part in. */
export const withoutSeeds: Stability = notRepeated(
  'Counts do not depend on a seed: there is nothing to repeat.',
);

function notRepeated(sentence: string): Stability {
  return { seedCount: 1, adjustedRand: [], mean: null, sentence };
}

// Is the network worth its trouble? Said on held-out persons, beside counting.
import {
  compareWithCounting,
  type AreaInterval,
} from '#analysis/recurrent/baseline/compare-with-counting';
import { countFeatures } from '#analysis/recurrent/baseline/count-features';
import { fitCountingBaseline } from '#analysis/recurrent/baseline/fit-counting-baseline';
import type { ThreeWaySplit } from '#analysis/recurrent/split-sequences';
import type { RankingCurves } from '#analysis/supervised/metrics/ranking-curves';
import type { JourneysResult } from '#shared/results/journeys-result';
import { thinned } from './thin.ts';
import type { EncoderInput } from './encode-journeys.ts';

export type CompareReport = Pick<
  JourneysResult['encoder'],
  'network' | 'baseline' | 'verdict' | 'sentence'
> & {
  readonly advice: string | null;
};

const verdicts = {
  'network better': 'network-better',
  'no better than counting': 'no-better-than-counting',
  'no signal': 'no-signal',
} as const;

/** Points of a curve that a picture can show. */
const curvePointCount = 200;

/** @param probabilities of the network, by person; null where it did not learn the outcome */
export function* compareEncoder(
  input: EncoderInput & { readonly split: ThreeWaySplit },
  probabilities: Float64Array | null,
): Generator<unknown, CompareReport> {
  const { outcome, split, counted } = input;
  if (outcome === null || probabilities === null) {
    return {
      network: null,
      baseline: null,
      verdict: 'not-asked',
      sentence:
        outcome === null
          ? 'There is no outcome to foretell: the encoder only rebuilds what happened.'
          : 'The encoder does not look at the outcome, so it is not judged by it.',
      advice: null,
    };
  }
  const baseline = yield* fitCountingBaseline(countFeatures(counted), outcome, split);
  const found = compareWithCounting(outcome, split.heldOut, probabilities, baseline.probabilities);
  return {
    network: curveOf(found.network),
    baseline: curveOf(found.baseline),
    verdict: verdicts[found.verdict],
    sentence: found.sentences.join(' '),
    advice: found.verdict === 'network better' ? null : found.sentences[0],
  };
}

function curveOf({
  auc,
  curves,
}: {
  auc: AreaInterval;
  curves: RankingCurves;
}): NonNullable<JourneysResult['encoder']['network']> {
  const places = thinned(curves.falsePositiveRates.length, curvePointCount);
  return {
    falsePositive: places.map((place) => curves.falsePositiveRates[place]!),
    truePositive: places.map((place) => curves.truePositiveRates[place]!),
    auc: auc.value,
    low: auc.low,
    high: auc.high,
  };
}

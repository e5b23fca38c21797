// Is the network worth its trouble? Its held-out ROC against that of counting, and a plain verdict.
import { AnalysisError } from '../../analysis-error.ts';
import { rankingCurves, type RankingCurves } from '../../supervised/metrics/ranking-curves.ts';
import { z95, z99 } from '../../statistics/wilson-interval.ts';
import { pairedAreas } from './delong.ts';

export type EncoderVerdict = 'network better' | 'no better than counting' | 'no signal';

export interface AreaInterval {
  readonly value: number;
  /** The 95 % interval. */
  readonly low: number;
  readonly high: number;
}

export interface EncoderComparison {
  readonly heldOutCount: number;
  readonly positiveCount: number;
  readonly network: { readonly auc: AreaInterval; readonly curves: RankingCurves };
  readonly baseline: { readonly auc: AreaInterval; readonly curves: RankingCurves };
  /** Area of the network less that of the baseline, with the interval of paired scores. */
  readonly difference: AreaInterval;
  readonly verdict: EncoderVerdict;
  /** What was found, then what to do. */
  readonly sentences: readonly [finding: string, advice: string];
}

/**
 * Compares on people that neither model has seen, neither for fitting nor for choosing.
 *
 * There is a signal where the 99 % interval of either area lies above 0.5. The network is better
 * where the 95 % interval of the difference lies above 0.
 *
 * @param outcome, network, baseline by sequence: 0 or 1, and the two probabilities
 * @throws AnalysisError `input.too-few-rows` where the held-out part has fewer than five of either
 *   outcome
 */
export function compareWithCounting(
  outcome: Uint8Array,
  heldOut: Uint32Array,
  network: Float64Array,
  baseline: Float64Array,
): EncoderComparison {
  const labels = Uint8Array.from(heldOut, (i) => outcome[i]!);
  const scores = [network, baseline].map((all) => Float64Array.from(heldOut, (i) => all[i]!));
  const positiveCount = labels.reduce((sum, label) => sum + label, 0);
  const [networkScores, baselineScores] = [scores[0]!, scores[1]!];
  const isPositive = (row: number) => labels[row] === 1;
  const curves = scores.map((one) => rankingCurves(one, isPositive));
  const [networkCurves, baselineCurves] = curves;
  const fewest = Math.min(positiveCount, labels.length - positiveCount);
  if (fewest < leastOfEither || !networkCurves || !baselineCurves) {
    throw tooFew(labels.length, positiveCount);
  }
  const { areas, variances, covariance } = pairedAreas(labels, networkScores, baselineScores);
  const networkAuc = areaInterval(areas[0], variances[0]);
  const baselineAuc = areaInterval(areas[1], variances[1]);
  const spread = Math.max(0, variances[0] + variances[1] - 2 * covariance);
  const difference = interval(areas[0] - areas[1], spread, z95);
  const isSignal = [0, 1].some((i) => interval(areas[i]!, variances[i]!, z99).low > 0.5);
  const verdict = verdictOf(isSignal, difference);
  return {
    heldOutCount: labels.length,
    positiveCount,
    network: { auc: networkAuc, curves: networkCurves },
    baseline: { auc: baselineAuc, curves: baselineCurves },
    difference,
    verdict,
    sentences: sentencesOf(verdict, networkAuc, baselineAuc, difference),
  };
}

/** Held-out people with the outcome, and without it, that a comparison takes. */
export const leastOfEither = 5;

function tooFew(count: number, positiveCount: number): AnalysisError {
  return new AnalysisError(
    'input.too-few-rows',
    `Of ${count} held-out people ${positiveCount} have the outcome and ` +
      `${count - positiveCount} have not; at least ${leastOfEither} of each are needed to compare.`,
    'Use more people, or another outcome.',
  );
}

function interval(value: number, variance: number, z: number): AreaInterval {
  const half = z * Math.sqrt(Math.max(0, variance));
  return { value, low: value - half, high: value + half };
}

function areaInterval(area: number, variance: number): AreaInterval {
  const { value, low, high } = interval(area, variance, z95);
  return { value, low: Math.max(0, low), high: Math.min(1, high) };
}

function verdictOf(isSignal: boolean, difference: AreaInterval): EncoderVerdict {
  if (!isSignal) return 'no signal';
  return difference.low > 0 ? 'network better' : 'no better than counting';
}

function sentencesOf(
  verdict: EncoderVerdict,
  network: AreaInterval,
  baseline: AreaInterval,
  difference: AreaInterval,
): [string, string] {
  const areas = `held-out AUC ${inWords(network)} against ${inWords(baseline)}`;
  if (verdict === 'network better') {
    return [
      `The network tells people apart better than counting their events does: ${areas}, a difference of ${inWords(difference)}.`,
      'The order of events matters here; its encodings are worth clustering.',
    ];
  }
  if (verdict === 'no signal') {
    return [
      `No signal: neither the network nor counting is surely better than chance at the outcome (${areas}; chance is 0.5).`,
      'Do not read segments of this network as groups of risk. Encode without the outcome, or choose another outcome or observation window.',
    ];
  }
  const isWorse = difference.high < 0;
  return [
    `The network is ${isWorse ? 'worse than' : 'no better than'} counting events: ${areas}, a difference of ${inWords(difference)}.`,
    'How often things happened says as much as their order. Segments of the counts are simpler and as good.',
  ];
}

function inWords({ value, low, high }: AreaInterval): string {
  return `${value.toFixed(3)} (${low.toFixed(3)} to ${high.toFixed(3)})`;
}

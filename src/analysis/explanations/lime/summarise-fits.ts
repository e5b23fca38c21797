// What the repeats of LIME say together: weights with their spread, and how far the repeats agree.
import type { LimeExplanation, LimeWeight } from './lime-types.ts';
import { byFallingSize, type LocalFit } from './local-fit.ts';

/** Features whose stability is reported. */
const topFeatureCount = 5;

/**
 * @param probability the model's own of the class
 * @param fits one a repeat
 * @param conditions by feature: what the row has
 */
export function summariseFits(
  classIndex: number,
  probability: number,
  fits: readonly LocalFit[],
  conditions: readonly string[],
): LimeExplanation {
  const tops = fits.map(
    ({ features, coefficients }) =>
      new Set(
        byFallingSize(coefficients)
          .slice(0, topFeatureCount)
          .map((i) => features[i]!),
      ),
  );
  const weightsOf = (feature: number) =>
    fits.map(({ features, coefficients }) => coefficients[features.indexOf(feature)] ?? 0);
  const summaries = conditions.map((condition, feature): LimeWeight => {
    const weights = weightsOf(feature);
    const weight = average(weights);
    const variance =
      weights.reduce((sum, value) => sum + (value - weight) ** 2, 0) /
      Math.max(1, weights.length - 1);
    const topShare = average(tops.map((top) => (top.has(feature) ? 1 : 0)));
    return { feature, condition, weight, deviation: Math.sqrt(variance), topShare };
  });
  const rSquares = fits.map((fit) => fit.rSquared);
  const chosen = new Set(fits.flatMap((fit) => fit.features));
  const weightOfFeature = Float64Array.from(summaries, ({ weight }) => weight);
  return {
    classIndex,
    probability,
    localProbability: average(fits.map((fit) => fit.localProbability)),
    rSquared: {
      mean: average(rSquares),
      least: Math.min(...rSquares),
      greatest: Math.max(...rSquares),
    },
    topOverlap: meanOverlap(tops),
    weights: byFallingSize(weightOfFeature)
      .filter((j) => chosen.has(j))
      .map((j) => summaries[j]!),
    weightOfFeature,
  };
}

function meanOverlap(tops: readonly ReadonlySet<number>[]): number {
  const shares: number[] = [];
  tops.forEach((a, i) => {
    for (const b of tops.slice(i + 1)) {
      const common = [...a].filter((feature) => b.has(feature)).length;
      shares.push(common / Math.max(a.size, b.size));
    }
  });
  return shares.length === 0 ? 1 : average(shares);
}

function average(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

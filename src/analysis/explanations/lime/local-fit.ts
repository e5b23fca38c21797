// LIME's linear model of one class around a row: which features it takes, and what they weigh.
import { fitWeightedRidge } from './weighted-ridge.ts';

export interface LocalFit {
  readonly features: readonly number[];
  readonly coefficients: readonly number[];
  readonly localProbability: number;
  readonly rSquared: number;
}

/** Shrinks only what the equations need to choose features, then as the authors' package does. */
const choosingPenalty = 0.01;
const fittingPenalty = 1;

/**
 * @param inOwnBin by feature: 1 where a neighbour is in the row's own bin
 * @param target the model's probability of the class for each neighbour
 */
export function fitLocally(
  inOwnBin: readonly Float64Array[],
  target: Float64Array,
  weights: Float64Array,
  featureCount: number,
): LocalFit {
  const all = fitWeightedRidge(inOwnBin, target, weights, choosingPenalty);
  const features = byFallingSize(all.coefficients).slice(0, featureCount);
  const chosen = features.map((j) => inOwnBin[j]!);
  const { intercept, coefficients, rSquared } = fitWeightedRidge(
    chosen,
    target,
    weights,
    fittingPenalty,
  );
  return {
    features,
    coefficients: Array.from(coefficients),
    localProbability: coefficients.reduce((sum, weight) => sum + weight, intercept),
    rSquared,
  };
}

/** Indices by falling absolute value; equal ones keep their order. */
export function byFallingSize(values: ArrayLike<number>): number[] {
  return Array.from(values, (_, j) => j).sort(
    (a, b) => Math.abs(values[b]!) - Math.abs(values[a]!) || a - b,
  );
}

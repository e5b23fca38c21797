// From the best run to the model: own units, a stable order of components, information criteria.
import { canonicalOrder } from '../kmeans/canonical-order.ts';
import type { CovarianceShape, Mixture, MixtureModel, MixtureRun } from './mixture-types.ts';
import type { TrainingRows } from './packed-rows.ts';
import type { RunResult } from './run-expectation-maximisation.ts';

export function finishMixture(
  result: RunResult,
  rows: TrainingRows,
  runs: readonly MixtureRun[],
  bestRestart: number,
): MixtureModel {
  const { logLikelihood, entropy, counts } = result.moments;
  const mixture = inCanonicalOrder(result.mixture, rows.origin);
  const parameterCount = parametersOf(mixture);
  const bic = -2 * logLikelihood + parameterCount * Math.log(rows.rowCount);
  return {
    ...mixture,
    rowCount: rows.rowCount,
    logLikelihood,
    parameterCount,
    aic: -2 * logLikelihood + 2 * parameterCount,
    bic,
    icl: bic + 2 * entropy,
    iterationCount: runs.reduce((sum, run) => sum + run.logLikelihoodTrace.length - 1, 0),
    converged: result.end === 'tolerance',
    end: result.end,
    runs,
    bestRestart,
    emptyComponentCount: counts.filter((count) => count < 1).length,
    flooredComponentCount: result.flooredComponentCount,
  };
}

/** Free parameters: k - 1 weights, k means, and the covariances of the chosen shape. */
export function parametersOf(mixture: Pick<Mixture, 'k' | 'columnCount' | 'covariance'>): number {
  const { k, columnCount: d, covariance } = mixture;
  const covarianceCounts: Record<CovarianceShape, number> = {
    full: (k * d * (d + 1)) / 2,
    tied: (d * (d + 1)) / 2,
    diagonal: k * d,
    spherical: k,
  };
  return k - 1 + k * d + covarianceCounts[covariance];
}

function inCanonicalOrder(mixture: Mixture, origin: Float64Array): Mixture {
  const { k, columnCount: d } = mixture;
  const means = mixture.means.map((value, cell) => value + origin[cell % d]!);
  const order = canonicalOrder(means, d);
  const covarianceLength = mixture.covariance === 'tied' ? 0 : mixture.covariances.length / k;
  return {
    ...mixture,
    weights: reorder(mixture.weights, order, 1),
    means: reorder(means, order, d),
    covariances:
      covarianceLength === 0
        ? mixture.covariances
        : reorder(mixture.covariances, order, covarianceLength),
  };
}

function reorder(values: Float64Array, order: readonly number[], length: number): Float64Array {
  const result = new Float64Array(values.length);
  order.forEach((from, to) => {
    result.set(values.subarray(from * length, (from + 1) * length), to * length);
  });
  return result;
}

// Sums of an E-step before the first row.
import type { Expectation } from './hidden-markov-backend.ts';
import type { HiddenMarkovShape } from './hidden-markov-types.ts';
import type { StandardPanel } from './standard-panel.ts';

export function emptyExpectation(
  { stateCount: K, covariance }: HiddenMarkovShape,
  { columns, gaussians }: StandardPanel,
): Expectation {
  const d = gaussians.length;
  const squareCounts = { diagonal: K * d, spherical: K * d, tied: d * d, full: K * d * d };
  return {
    logLikelihood: 0,
    starts: new Float64Array(K),
    transitions: new Float64Array(K * K),
    weights: new Float64Array(K * columns.length),
    sums: new Float64Array(K * columns.length),
    squares: new Float64Array(squareCounts[covariance]),
  };
}

// Free parameters of a hidden Markov model, for the information criteria.
import type { HiddenMarkovShape } from './hidden-markov-types.ts';

export function parameterCount({ stateCount, emissions, covariance }: HiddenMarkovShape): number {
  const d = emissions.filter((kind) => kind === 'gaussian').length;
  const chain = stateCount - 1 + stateCount * (stateCount - 1);
  return chain + stateCount * emissions.length + covarianceCount(stateCount, d, covariance);
}

function covarianceCount(
  k: number,
  d: number,
  covariance: HiddenMarkovShape['covariance'],
): number {
  if (d === 0) return 0;
  const triangle = (d * (d + 1)) / 2;
  return { diagonal: k * d, spherical: k, tied: triangle, full: k * triangle }[covariance];
}

// Models of any shape, drawn by a seed.
import { createRandom, type Random } from '#analysis/random';
import type {
  CovarianceKind,
  EmissionKind,
  HiddenMarkovModel,
} from '#analysis/hidden-markov/hidden-markov-types';

function distribution(random: Random, length: number): Float64Array {
  const weights = Float64Array.from({ length }, () => 0.1 + random.uniform());
  const sum = weights.reduce((a, b) => a + b, 0);
  return weights.map((weight) => weight / sum);
}

function covariances(random: Random, kind: CovarianceKind, K: number, d: number): Float64Array {
  const variance = () => 0.3 + random.uniform();
  if (kind === 'diagonal') return Float64Array.from({ length: K * d }, variance);
  if (kind === 'spherical') return Float64Array.from({ length: d > 0 ? K : 0 }, variance);
  const blocks = Array.from({ length: kind === 'tied' ? 1 : K }, () => {
    const factor = Float64Array.from({ length: d * d }, () => random.normal() / 2);
    return Array.from({ length: d * d }, (_, cell) => {
      const [i, j] = [Math.floor(cell / d), cell % d];
      let sum = i === j ? 0.3 : 0;
      for (let m = 0; m < d; m++) sum += factor[i * d + m]! * factor[j * d + m]!;
      return sum;
    });
  });
  return Float64Array.from(blocks.flat());
}

export function randomModel(
  stateCount: number,
  emissions: readonly EmissionKind[],
  covariance: CovarianceKind,
  seed: number,
): HiddenMarkovModel {
  const random = createRandom(seed);
  const rows = Array.from({ length: stateCount }, () => [...distribution(random, stateCount)]);
  const d = emissions.filter((kind) => kind === 'gaussian').length;
  return {
    stateCount,
    emissions,
    covariance,
    startProbability: distribution(random, stateCount),
    transitionMatrix: Float64Array.from(rows.flat()),
    means: Float64Array.from({ length: stateCount * emissions.length }, (_, at) => {
      const kind = emissions[at % emissions.length];
      if (kind === 'gaussian') return 2 * random.normal();
      return kind === 'bernoulli' ? 0.1 + 0.8 * random.uniform() : 0.5 + 3 * random.uniform();
    }),
    covariances: covariances(random, covariance, stateCount, d),
  };
}

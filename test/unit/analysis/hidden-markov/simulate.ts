// Panels drawn from a known hidden Markov model.
import { createRandom, type Random } from '#analysis/random';
import type { HiddenMarkovModel, SequencePanel } from '#analysis/hidden-markov/hidden-markov-types';

export function finish<T>(steps: Generator<unknown, T>): T {
  let step = steps.next();
  while (!step.done) step = steps.next();
  return step.value;
}

function draw(random: Random, probabilities: Float64Array): number {
  let rest = random.uniform();
  const index = probabilities.findIndex((p) => (rest -= p) < 0);
  return index < 0 ? probabilities.length - 1 : index;
}

function drawPoisson(random: Random, rate: number): number {
  let count = -1;
  for (let product = 1; product > Math.exp(-rate); count++) product *= random.uniform();
  return count;
}

/** A panel of sequences of the given lengths, the states behind it, and a share of cells deleted. */
export function simulate(
  model: HiddenMarkovModel,
  lengths: readonly number[],
  seed: number,
  missingShare = 0,
): { panel: SequencePanel; states: Uint8Array } {
  const random = createRandom(seed);
  const { stateCount: K, emissions, means, covariances } = model;
  const starts = new Uint32Array(lengths.length + 1);
  lengths.forEach((length, i) => (starts[i + 1] = starts[i]! + length));
  const rowCount = starts[lengths.length]!;
  const columns = emissions.map(() => new Float64Array(rowCount));
  const gaussians = emissions.flatMap((kind, j) => (kind === 'gaussian' ? [j] : []));
  const states = new Uint8Array(rowCount);
  for (let s = 0; s < lengths.length; s++) {
    let state = draw(random, model.startProbability);
    for (let row = starts[s]!; row < starts[s + 1]!; row++) {
      if (row > starts[s]!) {
        state = draw(random, model.transitionMatrix.subarray(state * K, (state + 1) * K));
      }
      states[row] = state;
      emissions.forEach((kind, j) => {
        const mean = means[state * emissions.length + j]!;
        let cell = mean;
        if (kind === 'bernoulli') cell = random.uniform() < mean ? 1 : 0;
        if (kind === 'poisson') cell = drawPoisson(random, mean);
        if (kind === 'gaussian') {
          const variance = covariances[state * gaussians.length + gaussians.indexOf(j)]!;
          cell += Math.sqrt(variance) * random.normal();
        }
        columns[j]![row] = random.uniform() < missingShare ? NaN : cell;
      });
    }
  }
  return { panel: { rowCount, starts, columns }, states };
}

/** Three states with two continuous and three binary columns, as riders of a service. */
export const riders: HiddenMarkovModel = {
  stateCount: 3,
  emissions: ['gaussian', 'gaussian', 'bernoulli', 'bernoulli', 'bernoulli'],
  covariance: 'diagonal',
  startProbability: Float64Array.of(0.5, 0.3, 0.2),
  transitionMatrix: Float64Array.of(0.9, 0.07, 0.03, 0.05, 0.9, 0.05, 0.04, 0.06, 0.9),
  means: Float64Array.of(-1.5, 0.5, 0.1, 0.2, 0.7, 0, -1, 0.8, 0.3, 0.1, 1.5, 1, 0.3, 0.9, 0.5),
  covariances: Float64Array.of(0.5, 0.6, 0.4, 0.5, 0.6, 0.4),
};

/** Lengths from 1 to `greatest`, in no order. */
export function mixedLengths(count: number, greatest: number): number[] {
  return Array.from({ length: count }, (_, i) => 1 + ((i * 7919) % greatest));
}

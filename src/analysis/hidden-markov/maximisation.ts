// The M-step: the parameters of highest posterior density given the expected sums, within their bounds.
import { naturalLog } from './exponential.ts';
import type { Expectation } from './hidden-markov-backend.ts';
import type { HiddenMarkovModel, HiddenMarkovParams } from './hidden-markov-types.ts';
import { maximiseCovariances } from './maximise-covariances.ts';
import type { StandardPanel } from './standard-panel.ts';

/** A Bernoulli probability stays this far from 0 and 1, so that no cell is impossible in every state. */
export const leastProbability = 1e-6;

/** A Poisson rate is at least this share of the column's mean. */
const leastRateShare = 1e-6;

/** A state with fewer expected cells than this share of all rows keeps its parameters. */
const emptyShare = 1e-9;

export interface Maximised {
  readonly model: HiddenMarkovModel;
  /** States without rows, which kept their parameters. */
  readonly emptyStates: readonly number[];
  /** States and columns whose variance the floor held up. */
  readonly floored: readonly { readonly state: number; readonly column: number }[];
}

export type MaximisationParams = Pick<HiddenMarkovParams, 'varianceFloor' | 'transitionPrior'>;

export function maximise(
  model: HiddenMarkovModel,
  expectation: Expectation,
  panel: StandardPanel,
  params: MaximisationParams,
): Maximised {
  const { stateCount: K } = model;
  const columnCount = panel.columns.length;
  const leastWeight = emptyShare * panel.rowCount;
  const means = model.means.map((mean, at) => {
    const weight = expectation.weights[at]!;
    if (weight <= leastWeight) return mean;
    const average = expectation.sums[at]! / weight;
    const j = at % columnCount;
    const kind = panel.emissions[j]!;
    if (kind === 'gaussian') return mean + average;
    if (kind === 'poisson') return Math.max(average, leastRate(panel, j));
    return Math.min(Math.max(average, leastProbability), 1 - leastProbability);
  });
  const { covariances, floored } = maximiseCovariances(
    model,
    expectation,
    panel,
    params.varianceFloor,
    leastWeight,
  );
  const emptyStates = Array.from({ length: K }, (_, k) => k).filter(
    (k) => occupancy(expectation, K, k) <= leastWeight,
  );
  return {
    model: {
      ...model,
      startProbability: normalise(expectation.starts, model.startProbability),
      transitionMatrix: maximiseTransitions(model, expectation, params.transitionPrior),
      means,
      covariances,
    },
    emptyStates,
    floored,
  };
}

function leastRate({ measures }: StandardPanel, j: number): number {
  const { mean } = measures[j]!;
  return leastRateShare * (mean > 0 ? mean : 1);
}

/** Expected rows of a state: those that start in it and those that enter it. */
function occupancy({ starts, transitions }: Expectation, K: number, k: number): number {
  let sum = starts[k]!;
  for (let j = 0; j < K; j++) sum += transitions[j * K + k]!;
  return sum;
}

function maximiseTransitions(
  { stateCount: K, transitionMatrix }: HiddenMarkovModel,
  { transitions }: Expectation,
  prior: number,
): Float64Array {
  const matrix = new Float64Array(K * K);
  for (let j = 0; j < K; j++) {
    const counts = transitions.slice(j * K, (j + 1) * K).map((count) => count + prior - 1);
    matrix.set(normalise(counts, transitionMatrix.subarray(j * K, (j + 1) * K)), j * K);
  }
  return matrix;
}

/** Values divided by their sum; what was before where there is nothing to divide. */
function normalise(values: Float64Array, before: Float64Array): Float64Array {
  const sum = values.reduce((total, value) => total + value, 0);
  return sum > 0 ? values.map((value) => value / sum) : before.slice();
}

/** The log prior density of a transition matrix, but for its constant. */
export function logTransitionPrior(transitionMatrix: Float64Array, prior: number): number {
  if (prior === 1) return 0;
  return transitionMatrix.reduce((sum, value) => sum + (prior - 1) * naturalLog(value), 0);
}

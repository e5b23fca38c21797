// Invented people who move through planted states, as tests of states use them.
import type {
  Decoding,
  EmissionKind,
  HiddenMarkovModel,
  SequencePanel,
} from '#analysis/hidden-markov/hidden-markov-types';
import { createRandom } from '#analysis/random';
import type { DecodedPanel } from '#analysis/states/decoded-panel';

export interface PlantedPanel {
  readonly panel: SequencePanel;
  readonly emissions: EmissionKind[];
  readonly states: Uint8Array;
}

/** Means by state, deviations of the two continuous columns, transition matrix. */
export const threeStates = {
  stateCount: 3,
  continuous: [
    [0, 0],
    [2.2, -1.2],
    [-1.4, 2],
  ],
  binary: [
    [0.1, 0.85, 0.1],
    [0.8, 0.1, 0.15],
    [0.1, 0.15, 0.85],
  ],
  transitions: [
    [0.85, 0.1, 0.05],
    [0.1, 0.8, 0.1],
    [0.05, 0.1, 0.85],
  ],
};

export interface PlantParams {
  readonly personCount: number;
  /** On average; persons have 1 to twice as many less one. */
  readonly periodCount: number;
  /** Share of the cells that are deleted. */
  readonly missingShare?: number;
  /** 1 for the states as they stand, 0 for rows that are all alike. */
  readonly separation?: number;
  readonly seed?: number;
}

/** The notebook's situation: two continuous and three binary columns. */
export function plantPanel(params: PlantParams): PlantedPanel {
  const { personCount, periodCount, missingShare = 0, separation = 1, seed = 1 } = params;
  const random = createRandom(seed);
  const { continuous, binary, transitions, stateCount } = threeStates;
  const starts = new Uint32Array(personCount + 1);
  for (let person = 0; person < personCount; person++) {
    const length = 1 + random.integerBelow(2 * periodCount - 1);
    starts[person + 1] = starts[person]! + length;
  }
  const rowCount = starts[personCount]!;
  const columns = Array.from({ length: 5 }, () => new Float64Array(rowCount));
  const states = new Uint8Array(rowCount);
  for (let person = 0; person < personCount; person++) {
    let state = random.integerBelow(stateCount);
    for (let row = starts[person]!; row < starts[person + 1]!; row++) {
      if (row > starts[person]!) state = draw(transitions[state]!, random.uniform());
      states[row] = state;
      continuous[state]!.forEach((mean, j) => {
        columns[j]![row] = separation * mean + random.normal();
      });
      binary[state]!.forEach((p, j) => {
        columns[j + 2]![row] = random.uniform() < 0.5 + separation * (p - 0.5) ? 1 : 0;
      });
    }
  }
  for (const column of missingShare > 0 ? columns : []) {
    for (let row = 0; row < rowCount; row++) if (random.uniform() < missingShare) column[row] = NaN;
  }
  const emissions: EmissionKind[] = ['gaussian', 'gaussian', 'bernoulli', 'bernoulli', 'bernoulli'];
  return { panel: { rowCount, starts, columns }, emissions, states };
}

function draw(probabilities: readonly number[], uniform: number): number {
  let rest = uniform;
  for (let state = 0; state < probabilities.length - 1; state++) {
    rest -= probabilities[state]!;
    if (rest < 0) return state;
  }
  return probabilities.length - 1;
}

/** A decoding that is sure of every row. */
export function certain(states: ArrayLike<number>, stateCount: number): Decoding {
  const posterior = new Float64Array(states.length * stateCount);
  for (let row = 0; row < states.length; row++) posterior[row * stateCount + states[row]!] = 1;
  return {
    posterior,
    filtered: posterior.slice(),
    viterbi: Uint8Array.from(states),
    logLikelihood: -1,
  };
}

/** Persons as lists of their states. */
export function pathsPanel(
  paths: readonly (readonly number[])[],
  stateCount: number,
): DecodedPanel {
  const starts = new Uint32Array(paths.length + 1);
  paths.forEach((path, i) => (starts[i + 1] = starts[i]! + path.length));
  return { starts, stateCount, decoding: certain(paths.flat(), stateCount) };
}

/** A model of Gaussian and Bernoulli columns with given numbers; unit variances unless given. */
export function modelOf(
  transitions: readonly (readonly number[])[],
  means: readonly (readonly number[])[] = transitions.map((_, state) => [state]),
  given: Partial<HiddenMarkovModel> = {},
): HiddenMarkovModel {
  const stateCount = transitions.length;
  const emissions = given.emissions ?? means[0]!.map((): EmissionKind => 'gaussian');
  const size = emissions.filter((kind) => kind === 'gaussian').length;
  return {
    stateCount,
    emissions,
    covariance: 'diagonal',
    startProbability: new Float64Array(stateCount).fill(1 / stateCount),
    transitionMatrix: Float64Array.from(transitions.flat()),
    means: Float64Array.from(means.flat()),
    covariances: new Float64Array(stateCount * size).fill(1),
    ...given,
  };
}

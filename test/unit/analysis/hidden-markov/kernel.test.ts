// The kernel against its twin where columns are independent given the state.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type {
  EmissionKind,
  HiddenMarkovModel,
  SequencePanel,
} from '#analysis/hidden-markov/hidden-markov-types';
import { decode, logLikelihoodOf } from '#analysis/hidden-markov/decode';
import { kernelHiddenMarkov } from '#analysis/hidden-markov/kernel-hidden-markov';
import { standardisePanel } from '#analysis/hidden-markov/standard-panel';
import { toStandard } from '#analysis/hidden-markov/convert-model';
import type { ThreadTeam } from '../../../../src/engine/threads/thread-team.ts';
import { unitsOfModel } from '#analysis/hidden-markov/units-of-model';
import { startSoloTeam } from '../../kernels/solo-team.ts';
import { compareWithTwin } from './compare-with-twin.ts';
import { randomModel } from './random-model.ts';
import { finish, mixedLengths, simulate } from './simulate.ts';

let team: ThreadTeam;
beforeAll(async () => {
  team = await startSoloTeam();
});
afterAll(async () => {
  expect(team.usedByteCount).toBe(0);
  await team.dispose();
});

const kinds: Record<string, EmissionKind[]> = {
  'one Gaussian': ['gaussian'],
  'four Gaussians': ['gaussian', 'gaussian', 'gaussian', 'gaussian'],
  'only binary': ['bernoulli', 'bernoulli', 'bernoulli'],
  mixed: ['poisson', 'gaussian', 'bernoulli', 'gaussian', 'bernoulli', 'gaussian', 'poisson'],
};

function compare(model: HiddenMarkovModel, panel: SequencePanel): void {
  compareWithTwin(team, model, panel);
}

describe.each([2, 3, 6, 7])('%i states', (stateCount) => {
  describe.each(Object.entries(kinds))('%s', (_, emissions) => {
    it.each([0, 0.3])('with %f of the cells missing', (missingShare) => {
      const model = randomModel(stateCount, emissions, 'diagonal', stateCount);
      const { panel } = simulate(model, mixedLengths(93, 31), 5, missingShare);
      compare(model, panel);
    });
  });
});

it('is right over many chunks', () => {
  const model = randomModel(4, kinds['mixed']!, 'diagonal', 2);
  compare(model, simulate(model, mixedLengths(3000, 21), 3, 0.1).panel);
});

it.each([2, 3])('takes the first of %i equal states at the end, the last on the way back', (K) => {
  const model: HiddenMarkovModel = {
    stateCount: K,
    emissions: ['gaussian'],
    covariance: 'diagonal',
    startProbability: new Float64Array(K).fill(1 / K),
    transitionMatrix: new Float64Array(K * K).fill(1 / K),
    means: new Float64Array(K),
    covariances: new Float64Array(K).fill(1),
  };
  const lengths = mixedLengths(9, 4);
  const { panel } = simulate(model, lengths, 1);
  const rows = kernelHiddenMarkov(team)(standardisePanel(panel, model));
  const viterbi = new Uint8Array(panel.rowCount);
  finish(rows.paths(model, viterbi));
  rows.close();
  const path = (length: number) => [...new Array<number>(length - 1).fill(K - 1), 0];
  expect([...viterbi]).toEqual(lengths.flatMap(path));
});

it('leaves to the twin the sequences on which scaling fails', () => {
  const model = {
    ...randomModel(2, ['gaussian'], 'diagonal', 4),
    transitionMatrix: Float64Array.of(1, 0, 0, 1),
    means: Float64Array.of(0, 100),
    covariances: Float64Array.of(1, 1),
  };
  const column = Float64Array.of(0, 100, 0, 0, 1, 0, 100, 99, 100, 101);
  compare(model, { rowCount: 10, starts: Uint32Array.of(0, 3, 6, 10), columns: [column] });
});

function errorOf(run: () => unknown): unknown {
  try {
    return run();
  } catch (error) {
    return error;
  }
}

it.each([2, 3])('says which row is impossible in each of %i states', (stateCount) => {
  const model = randomModel(stateCount, ['gaussian'], 'diagonal', 1);
  const { panel } = simulate(model, mixedLengths(20, 12), 2);
  panel.columns[0]![17] = 1e200;
  const backend = kernelHiddenMarkov(team);
  const standard = standardisePanel(panel, unitsOfModel(model));
  const rows = backend(standard);
  const runs = [
    () => finish(decode(panel, model, backend)),
    () => logLikelihoodOf(panel, model, backend),
    () => rows.expect(toStandard(model, standard)),
    () => finish(rows.paths(model, new Uint8Array(panel.rowCount))),
  ];
  const errors = runs.map(errorOf);
  rows.close();
  for (const error of errors) {
    expect(error).toMatchObject({ code: 'fit.not-possible', place: { row: 17 } });
  }
});

it('folds a spherical covariance into the diagonal', () => {
  const emissions: EmissionKind[] = ['gaussian', 'gaussian', 'bernoulli'];
  const diagonal = randomModel(3, emissions, 'diagonal', 1);
  const { panel } = simulate(diagonal, mixedLengths(50, 12), 3, 0.1);
  compare(randomModel(3, emissions, 'spherical', 1), panel);
});

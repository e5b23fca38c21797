// Hidden Markov models against hmmlearn from the same start, without priors (make-numbers.py): the
// log-likelihood of each of 100 iterations to 1e-10 of its size (scaling and log), parameters after
// them to 1e-8, equal paths, posteriors to 1e-8.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { decode, logLikelihoodOf } from '#analysis/hidden-markov/decode';
import { fitHiddenMarkov } from '#analysis/hidden-markov/fit-hidden-markov';
import type { HiddenMarkovBackend } from '#analysis/hidden-markov/hidden-markov-backend';
import {
  defaultHiddenMarkovParams,
  type CovarianceKind,
  type EmissionKind,
  type HiddenMarkovModel,
} from '#analysis/hidden-markov/hidden-markov-types';
import { kernelHiddenMarkov } from '#analysis/hidden-markov/kernel-hidden-markov';
import { reorderStates } from '#analysis/hidden-markov/reorder-states';
import { scalarHiddenMarkov } from '#analysis/hidden-markov/scalar-hidden-markov';
import { canonicalOrder } from '#analysis/kmeans/canonical-order';
import { startThreadTeam, type ThreadTeam } from '../../../src/engine/threads/thread-team.ts';
import { finish } from '../../unit/analysis/hidden-markov/simulate.ts';
import numbers from './numbers.json' with { type: 'json' };

const threadUrl = new URL('../../../src/engine/threads/team-thread.ts', import.meta.url);
let team: ThreadTeam;
beforeAll(async () => {
  team = await startThreadTeam({ threadCount: 1, threadUrl });
});
afterAll(() => team.dispose());

const backends: [string, () => HiddenMarkovBackend][] = [
  ['plain TypeScript', () => scalarHiddenMarkov],
  ['the kernel', () => kernelHiddenMarkov(team)],
];

type Case = (typeof numbers.cases)[number];
type Parameters = Case['start'];

function modelOf(one: Case, values: Parameters): HiddenMarkovModel {
  const covariances: Record<string, CovarianceKind> = {
    spherical: 'spherical',
    tied: 'tied',
    full: 'full',
  };
  const kind: EmissionKind =
    one.kind === 'poisson' || one.kind === 'bernoulli' ? one.kind : 'gaussian';
  return {
    stateCount: values.means.length,
    emissions: values.means[0]!.map(() => kind),
    covariance: covariances[one.kind] ?? 'diagonal',
    startProbability: Float64Array.from(values.startProbability),
    transitionMatrix: Float64Array.from(values.transitionMatrix.flat()),
    means: Float64Array.from(values.means.flat()),
    covariances: Float64Array.from(values.covariances),
  };
}

function panelOf({ lengths, rows }: Case) {
  const starts = new Uint32Array(lengths.length + 1);
  lengths.forEach((length, i) => (starts[i + 1] = starts[i]! + length));
  const columns = rows[0]!.map((_, j) => Float64Array.from(rows, (row) => row[j]!));
  return { rowCount: rows.length, starts, columns };
}

function expectNear(values: ArrayLike<number>, expected: ArrayLike<number>, tolerance: number) {
  expect(values.length).toBe(expected.length);
  Array.from(expected).forEach((value, at) => {
    expect(Math.abs(values[at]! - value)).toBeLessThan(tolerance * Math.max(1, Math.abs(value)));
  });
}

describe.each(backends)('%s', (_, backend) => {
  it.each(numbers.cases)('$name', (one) => {
    const panel = panelOf(one);
    const start = modelOf(one, one.start);
    const theirs = modelOf(one, one.fitted);
    const order = canonicalOrder(theirs.means, theirs.emissions.length);
    const expected = reorderStates(theirs, order);
    const params = {
      ...defaultHiddenMarkovParams,
      covariance: start.covariance,
      maxIterationCount: 100,
      tolerance: 0,
      varianceFloor: 0,
      transitionPrior: 1,
    };
    const steps = fitHiddenMarkov(panel, start.emissions, start.stateCount, params, backend(), {
      startModel: start,
    });
    const fit = finish(steps);
    const history = fit.traces[0]!.logLikelihoods;
    for (const implementation of [one.history.scaling, one.history.log]) {
      expect(history.length).toBe(implementation.length);
      implementation.forEach((value, i) => {
        expect(Math.abs(history[i]! / value - 1)).toBeLessThan(1e-10);
      });
    }
    expectNear(fit.model.startProbability, expected.startProbability, 1e-8);
    expectNear(fit.model.transitionMatrix, expected.transitionMatrix, 1e-8);
    expectNear(fit.model.means, expected.means, 1e-8);
    expectNear(fit.model.covariances, expected.covariances, 1e-8);
    expect(Math.abs(fit.logLikelihood / one.logLikelihood - 1)).toBeLessThan(1e-10);

    const decoding = finish(decode(panel, fit.model, backend()));
    expect([...decoding.viterbi]).toEqual(one.viterbi.map((state) => order.indexOf(state)));
    const posterior = one.posterior.flatMap((row) => order.map((state) => row[state]!));
    expectNear(decoding.posterior, posterior, 1e-8);
    const persons = logLikelihoodOf(panel, fit.model, backend());
    expectNear([persons.reduce((sum, value) => sum + value, 0)], [one.logLikelihood], 1e-10);
  });

  it('hmmlearn’s worked example', () => {
    // Frame probabilities of two outcomes; an umbrella is seen in all rows but the third.
    const model: HiddenMarkovModel = {
      stateCount: 2,
      emissions: ['bernoulli'],
      covariance: 'diagonal',
      startProbability: Float64Array.of(0.5, 0.5),
      transitionMatrix: Float64Array.of(0.7, 0.3, 0.3, 0.7),
      means: Float64Array.of(0.9, 0.2),
      covariances: new Float64Array(0),
    };
    const columns = [Float64Array.of(1, 1, 0, 1, 1)];
    const panel = { rowCount: 5, starts: Uint32Array.of(0, 5), columns };
    const decoding = finish(decode(panel, model, backend()));
    expect(decoding.logLikelihood).toBeCloseTo(-3.3725, 4);
    expect([...decoding.viterbi]).toEqual([0, 0, 1, 0, 0]);
    const expected = [
      0.8673, 0.1327, 0.8204, 0.1796, 0.3075, 0.6925, 0.8204, 0.1796, 0.8673, 0.1327,
    ];
    expected.forEach((value, at) => expect(decoding.posterior[at]).toBeCloseTo(value, 4));
  });
});

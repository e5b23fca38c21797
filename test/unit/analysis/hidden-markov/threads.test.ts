// The number of threads changes no byte of a fit or a decoding, nor does the twin find another model.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { decode, logLikelihoodOf } from '#analysis/hidden-markov/decode';
import { fitHiddenMarkov } from '#analysis/hidden-markov/fit-hidden-markov';
import type { HiddenMarkovBackend } from '#analysis/hidden-markov/hidden-markov-backend';
import {
  defaultHiddenMarkovParams,
  type CovarianceKind,
} from '#analysis/hidden-markov/hidden-markov-types';
import { kernelHiddenMarkov } from '#analysis/hidden-markov/kernel-hidden-markov';
import { scalarHiddenMarkov } from '#analysis/hidden-markov/scalar-hidden-markov';
import { startThreadTeam, type ThreadTeam } from '../../../../src/engine/threads/thread-team.ts';
import { finish, mixedLengths, riders, simulate } from './simulate.ts';

const threadUrl = new URL('../../../../src/engine/threads/team-thread.ts', import.meta.url);
const teams: ThreadTeam[] = [];
beforeAll(async () => {
  for (const threadCount of [1, 2]) teams.push(await startThreadTeam({ threadCount, threadUrl }));
});
afterAll(() => Promise.all(teams.map((team) => team.dispose())));

const { panel } = simulate(riders, mixedLengths(4000, 15), 2, 0.1);
const covariances = ['diagonal', 'tied', 'full'] as const;
const params = { ...defaultHiddenMarkovParams, restartCount: 2, maxIterationCount: 15 };

function resultsOf(backend: HiddenMarkovBackend, covariance: CovarianceKind) {
  const own = { ...params, covariance };
  const fit = finish(fitHiddenMarkov(panel, riders.emissions, 3, own, backend));
  const decoding = finish(decode(panel, fit.model, backend));
  return { fit, decoding, persons: logLikelihoodOf(panel, fit.model, backend) };
}

test.each(covariances)('one thread, two threads and the twin: %s', (covariance) => {
  const [one, two] = teams.map((team) => resultsOf(kernelHiddenMarkov(team), covariance));
  expect(two).toEqual(one);
  const twin = resultsOf(scalarHiddenMarkov, covariance);
  expect(Math.abs(twin.fit.logLikelihood / one!.fit.logLikelihood - 1)).toBeLessThan(1e-10);
  twin.fit.model.means.forEach((mean, at) => {
    expect(Math.abs(one!.fit.model.means[at]! - mean)).toBeLessThan(1e-8);
  });
  expect(one!.decoding.viterbi).toEqual(twin.decoding.viterbi);
});

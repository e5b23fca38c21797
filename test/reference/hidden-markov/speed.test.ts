// The `speed` data of the R package depmixS4: its published two-state fits of reaction times, and its
// likelihood of reaction times with answers. Where the data are not there, nothing is tested.
import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { logLikelihoodOf } from '#analysis/hidden-markov/decode';
import { fitHiddenMarkov } from '#analysis/hidden-markov/fit-hidden-markov';
import { defaultHiddenMarkovParams } from '#analysis/hidden-markov/hidden-markov-types';
import { parameterCount } from '#analysis/hidden-markov/parameter-count';
import { finish } from '../../unit/analysis/hidden-markov/simulate.ts';

const file = new URL('../../../../shared/data/speed/speed.csv', import.meta.url);
const present = existsSync(file);
if (!present) console.warn('speed.csv is not there: its published numbers were not compared');

function cells(): string[][] {
  const lines = readFileSync(file, 'utf8').trim().split(/\r?\n/).slice(1);
  return lines.map((line) => line.split(','));
}

function reactionTimes(): Float64Array {
  return Float64Array.from(cells(), ([rt]) => Number(rt));
}

/** 1 where the answer was right. */
function answers(): Float64Array {
  return Float64Array.from(cells(), ([, corr]) => Number(corr === 'cor'));
}

const params = {
  ...defaultHiddenMarkovParams,
  maxIterationCount: 2000,
  tolerance: 1e-12,
  varianceFloor: 0,
  transitionPrior: 1,
};

function fitStates(stateCount: number, starts: readonly number[]) {
  const panel = { rowCount: 439, starts: Uint32Array.from(starts), columns: [reactionTimes()] };
  return finish(fitHiddenMarkov(panel, ['gaussian'], stateCount, params));
}

test.skipIf(!present)('one series, two states', () => {
  const { model, logLikelihood } = fitStates(2, [0, 439]);
  expect(logLikelihood).toBeCloseTo(-88.73, 2);
  const count = parameterCount(model);
  expect(2 * count - 2 * logLikelihood).toBeCloseTo(191.5, 1);
  expect((count * Math.log(439) - 2 * logLikelihood).toFixed(1)).toBe('220.1');
  [5.51, 6.385].forEach((mean, k) => expect(model.means[k]).toBeCloseTo(mean, 3));
  [0.192, 0.244].forEach((sd, k) => expect(Math.sqrt(model.covariances[k]!)).toBeCloseTo(sd, 3));
  const transitions = [0.884, 0.116, 0.084, 0.916];
  transitions.forEach((p, cell) => expect(model.transitionMatrix[cell]).toBeCloseTo(p, 3));
});

test.skipIf(!present)('one series, one state', () => {
  expect(fitStates(1, [0, 439]).logLikelihood).toBeCloseTo(-305.33, 2);
});

test.skipIf(!present)('three series, two states', () => {
  expect(fitStates(2, [0, 168, 302, 439]).logLikelihood).toBeCloseTo(-84.3417, 4);
});

// In depmixS4's test of the likelihood: a multinomial of two levels is a Bernoulli column.
test.skipIf(!present)('three series, reaction times and answers, given parameters', () => {
  const panel = {
    rowCount: 439,
    starts: Uint32Array.of(0, 168, 302, 439),
    columns: [reactionTimes(), answers()],
  };
  const likelihoods = logLikelihoodOf(panel, {
    stateCount: 2,
    emissions: ['gaussian', 'bernoulli'],
    covariance: 'diagonal',
    startProbability: Float64Array.of(0, 1),
    transitionMatrix: Float64Array.of(0.899, 0.101, 0.084, 0.916),
    means: Float64Array.of(5.52, 0.528, 6.39, 0.902),
    covariances: Float64Array.of(0.202 ** 2, 0.24 ** 2),
  });
  expect(likelihoods.reduce((sum, value) => sum + value, 0)).toBeCloseTo(-296.115107102, 8);
});

// Where a restart begins.
import { expect, it } from 'vitest';
import { defaultHiddenMarkovParams as params } from '#analysis/hidden-markov/hidden-markov-types';
import { standardisePanel } from '#analysis/hidden-markov/standard-panel';
import { startModel } from '#analysis/hidden-markov/start-model';
import { randomModel } from './random-model.ts';
import { mixedLengths, simulate } from './simulate.ts';

it('shares among the states the mean of their covariances, weighted by their rows', () => {
  const truth = randomModel(2, ['gaussian', 'gaussian', 'gaussian'], 'diagonal', 3);
  const { panel } = simulate(truth, mixedLengths(60, 20), 4);
  const { emissions } = truth;
  const startOf = (covariance: 'tied' | 'full') =>
    startModel(standardisePanel(panel, { emissions, covariance }), 2, params, 0);
  const full = startOf('full');
  // Columns are centred, so the two means say how many rows each state has.
  const share = full.means[3]! / (full.means[3]! - full.means[0]!);
  expect(share).toBeGreaterThan(0.1);
  expect(share).toBeLessThan(0.9);
  startOf('tied').covariances.forEach((value, cell) => {
    const [first, second] = [full.covariances[cell]!, full.covariances[9 + cell]!];
    expect(value).toBeCloseTo(share * first + (1 - share) * second, 10);
  });
});

// What holds for every model and panel.
import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { decode, logLikelihoodOf } from '#analysis/hidden-markov/decode';
import { exponential, naturalLog } from '#analysis/hidden-markov/exponential';
import { fitHiddenMarkov } from '#analysis/hidden-markov/fit-hidden-markov';
import {
  defaultHiddenMarkovParams,
  type EmissionKind,
  type SequencePanel,
} from '#analysis/hidden-markov/hidden-markov-types';
import { createLattice, forwardBackward } from '#analysis/hidden-markov/forward-backward';
import { logForwardBackward } from '#analysis/hidden-markov/log-forward-backward';
import { logFactorial } from '#analysis/hidden-markov/log-factorial';
import { createRandom } from '#analysis/random';
import { randomModel } from './random-model.ts';
import { finish, mixedLengths, riders, simulate } from './simulate.ts';

const emissions: EmissionKind[] = ['gaussian', 'bernoulli', 'gaussian', 'poisson'];
const covariances = ['diagonal', 'spherical', 'tied', 'full'] as const;

describe.each(covariances)('%s', (covariance) => {
  it('never lets the likelihood fall', () => {
    const one = fc.record({
      seed: fc.integer({ min: 0, max: 1e6 }),
      stateCount: fc.integer({ min: 1, max: 4 }),
      missingShare: fc.constantFrom(0, 0.3),
      transitionPrior: fc.constantFrom(1, 1.1),
    });
    const check = fc.property(one, ({ seed, stateCount, missingShare, transitionPrior }) => {
      const truth = randomModel(3, emissions, 'diagonal', seed);
      const { panel } = simulate(truth, mixedLengths(40, 9), seed, missingShare);
      const startModel = randomModel(stateCount, emissions, covariance, seed + 1);
      const params = {
        ...defaultHiddenMarkovParams,
        covariance,
        transitionPrior,
        maxIterationCount: 30,
        tolerance: 0,
      };
      const options = { startModel };
      const fit = finish(fitHiddenMarkov(panel, emissions, stateCount, params, undefined, options));
      expect(fit.traces[0]!.fell).toBe(false);
      if (transitionPrior > 1) return;
      const { logLikelihoods } = fit.traces[0]!;
      logLikelihoods.slice(1).forEach((value, i) => {
        expect(value - logLikelihoods[i]!).toBeGreaterThan(-1e-9 * Math.abs(value));
      });
    });
    fc.assert(check, { numRuns: 15 });
  });
});

function permute(panel: SequencePanel, order: Uint32Array) {
  const rows = [...order].flatMap((sequence) => {
    const [from, to] = [panel.starts[sequence]!, panel.starts[sequence + 1]!];
    return Array.from({ length: to - from }, (_, t) => from + t);
  });
  const starts = new Uint32Array(order.length + 1);
  order.forEach((sequence, place) => {
    const length = panel.starts[sequence + 1]! - panel.starts[sequence]!;
    starts[place + 1] = starts[place]! + length;
  });
  const columns = panel.columns.map((column) => Float64Array.from(rows, (row) => column[row]!));
  return { permuted: { ...panel, starts, columns }, rows };
}

test('the order of persons changes no byte of the fit and no row of anyone', () => {
  const { panel } = simulate(riders, mixedLengths(80, 12), 4, 0.1);
  const order = Uint32Array.from({ length: 80 }, (_, i) => i);
  createRandom(9).shuffle(order);
  const { permuted, rows } = permute(panel, order);
  const params = { ...defaultHiddenMarkovParams, restartCount: 2, maxIterationCount: 40 };
  const fitOf = (of: SequencePanel) => finish(fitHiddenMarkov(of, riders.emissions, 3, params));
  const fit = fitOf(panel);
  expect(fitOf(permuted)).toEqual(fit);
  const here = finish(decode(panel, fit.model));
  const there = finish(decode(permuted, fit.model));
  expect([...there.viterbi]).toEqual(rows.map((row) => here.viterbi[row]));
  expect([...there.posterior]).toEqual(
    rows.flatMap((row) => [...here.posterior.subarray(3 * row, 3 * row + 3)]),
  );
  const persons = logLikelihoodOf(panel, fit.model);
  expect([...logLikelihoodOf(permuted, fit.model)]).toEqual([...order].map((i) => persons[i]));
});

test('what is filtered knows no later row, and equals the posterior in the last', () => {
  const { panel } = simulate(riders, [12], 4);
  const whole = finish(decode(panel, riders));
  const columns = panel.columns.map((column) => column.slice(0, 5));
  const part = finish(decode({ rowCount: 5, starts: Uint32Array.of(0, 5), columns }, riders));
  expect(part.filtered).toEqual(whole.filtered.slice(0, 15));
  whole.filtered.slice(33).forEach((p, k) => expect(whole.posterior[33 + k]).toBeCloseTo(p, 14));
});

test('a person’s decoding depends on nobody else', () => {
  const { panel } = simulate(riders, [7, 9], 4);
  const both = finish(decode(panel, riders));
  const columns = panel.columns.map((column) => column.slice(0, 7));
  const alone = finish(decode({ rowCount: 7, starts: Uint32Array.of(0, 7), columns }, riders));
  expect(alone.posterior).toEqual(both.posterior.slice(0, 21));
});

test('the recursions in logarithms find what the scaled ones find', () => {
  const random = createRandom(5);
  const model = randomModel(3, ['gaussian'], 'diagonal', 5);
  const logDensities = Float64Array.from({ length: 36 }, () => 3 * random.normal());
  const found = [forwardBackward, logForwardBackward].map((run) => {
    const lattice = createLattice(12, 3);
    const transitions = new Float64Array(9);
    const logLikelihood = run(model, logDensities, 12, lattice, transitions);
    return [logLikelihood, ...lattice.filtered, ...lattice.posterior, ...transitions];
  });
  found[0]!.forEach((value, at) => expect(found[1]![at]).toBeCloseTo(value, 12));
});

test('exp, log and log n! are exact to rounding', () => {
  const random = createRandom(1);
  for (let i = 0; i < 20_000; i++) {
    const x = -700 * random.uniform() ** 3;
    expect(Math.abs(exponential(x) / Math.exp(x) - 1)).toBeLessThan(1e-15);
    const y = Math.exp(1400 * (random.uniform() - 0.5));
    expect(Math.abs(naturalLog(y) - Math.log(y))).toBeLessThan(
      3e-16 * Math.abs(Math.log(y)) + 1e-16,
    );
  }
  expect(exponential(0)).toBe(1);
  expect(naturalLog(1)).toBe(0);
  expect(naturalLog(0)).toBe(-Infinity);
  expect(naturalLog(5e-324)).toBeCloseTo(Math.log(5e-324), 12);
  const sum = Array.from({ length: 300 }, (_, n) => Math.log(n + 1)).reduce((a, b) => a + b);
  expect(Math.abs(logFactorial(300) / sum - 1)).toBeLessThan(1e-13);
});

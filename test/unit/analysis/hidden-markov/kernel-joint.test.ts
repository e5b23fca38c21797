// The kernel against its twin where Gaussian columns have a covariance between them.
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { toStandard } from '#analysis/hidden-markov/convert-model';
import { decode } from '#analysis/hidden-markov/decode';
import { fitHiddenMarkov } from '#analysis/hidden-markov/fit-hidden-markov';
import {
  defaultHiddenMarkovParams,
  type EmissionKind,
  type SequencePanel,
} from '#analysis/hidden-markov/hidden-markov-types';
import { kernelHiddenMarkov } from '#analysis/hidden-markov/kernel-hidden-markov';
import { ScalarSequences } from '#analysis/hidden-markov/scalar-hidden-markov';
import { standardisePanel } from '#analysis/hidden-markov/standard-panel';
import type { ThreadTeam } from '../../../../src/engine/threads/thread-team.ts';
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

const mixed: EmissionKind[] = ['poisson', 'gaussian', 'bernoulli', 'gaussian', 'gaussian'];
const gaussians = (count: number) => new Array<EmissionKind>(count).fill('gaussian');
const kinds: Record<string, EmissionKind[]> = {
  'one Gaussian': gaussians(1),
  'four Gaussians': gaussians(4),
  'seven Gaussians': gaussians(7),
  'three Gaussians and others': mixed,
};

/** Three times a column and a little of the others, so that columns hang together. */
function correlated(panel: SequencePanel, emissions: readonly EmissionKind[]): SequencePanel {
  const first = panel.columns[emissions.indexOf('gaussian')]!;
  const columns = panel.columns.map((column, j) =>
    emissions[j] === 'gaussian' && column !== first
      ? column.map((cell, row) => (Number.isNaN(cell) ? NaN : 0.3 * cell + (first[row]! || 0)))
      : column,
  );
  return { ...panel, columns };
}

function panelOf(emissions: readonly EmissionKind[], lengths: number[], missingShare: number) {
  const truth = randomModel(3, emissions, 'diagonal', 8);
  return correlated(simulate(truth, lengths, 5, missingShare).panel, emissions);
}

function without(panel: SequencePanel, column: number, sequences: readonly number[]) {
  const columns = panel.columns.map((cells) => cells.slice());
  for (const sequence of sequences) columns[column]![panel.starts[sequence]!] = NaN;
  return { ...panel, columns };
}

describe.each(['tied', 'full'] as const)('%s covariance', (covariance) => {
  describe.each([2, 3, 6, 7])('%i states', (stateCount) => {
    describe.each(Object.entries(kinds))('%s', (_, emissions) => {
      it.each([0, 0.02, 0.3])('with %f of the cells missing', (missingShare) => {
        const panel = panelOf(emissions, mixedLengths(93, 31), missingShare);
        compareWithTwin(team, randomModel(stateCount, emissions, covariance, stateCount), panel);
      });
    });
  });

  it('is right over many chunks', () => {
    const model = randomModel(4, mixed, covariance, 2);
    compareWithTwin(team, model, panelOf(mixed, mixedLengths(3000, 21), 0.01));
    const seven = randomModel(4, gaussians(7), covariance, 2);
    compareWithTwin(team, seven, panelOf(gaussians(7), mixedLengths(3000, 21), 0.2));
  });

  it('is right where scaling fails', () => {
    const model = {
      ...randomModel(2, gaussians(2), covariance, 4),
      transitionMatrix: Float64Array.of(1, 0, 0, 1),
      means: Float64Array.of(0, 0, 100, 100),
    };
    const column = Float64Array.of(0, 100, 0, 0, 1, 0, 100, 99, 100, 101);
    const columns = [column, column.map((cell) => cell + 1)];
    compareWithTwin(team, model, { rowCount: 10, starts: Uint32Array.of(0, 3, 6, 10), columns });
  });

  const whole = panelOf(mixed, mixedLengths(20, 9), 0);

  it('leaves no sequence to the twin, whichever of its cells are missing', () => {
    const model = randomModel(3, mixed, covariance, 1);
    const twin = vi.spyOn(ScalarSequences.prototype, 'expectSome');
    const everywhere = Array.from({ length: 20 }, (_, sequence) => sequence);
    for (const panel of [whole, without(whole, 1, [3, 11]), without(whole, 1, everywhere)]) {
      const standard = standardisePanel(panel, model);
      const rows = kernelHiddenMarkov(team)(standard);
      rows.expect(toStandard(model, standard));
      rows.close();
    }
    expect(twin).not.toHaveBeenCalled();
    twin.mockRestore();
  });

  it('is right where a row lacks every Gaussian cell, and where few have one', () => {
    const gaps = [1, 3, 4].reduce(
      (panel, column) => without(panel, column, [0, 3, 7, 8, 19]),
      panelOf(mixed, mixedLengths(20, 9), 0),
    );
    const few = gaps.columns.map((cells, j) =>
      j === 4 ? cells.map((cell, row) => (row % 11 === 0 ? cell : NaN)) : cells,
    );
    for (const columns of [gaps.columns, few]) {
      compareWithTwin(team, randomModel(5, mixed, covariance, 2), { ...gaps, columns });
    }
  });

  it('says that a covariance is not positive definite', () => {
    const model = randomModel(2, mixed, covariance, 1);
    const bad = { ...model, covariances: model.covariances.map(() => 1) };
    const standard = standardisePanel(whole, model);
    const rows = kernelHiddenMarkov(team)(standard);
    expect(() => rows.expect(toStandard(bad, standard))).toThrow('not positive definite');
    rows.close();
  });

  it.each([1e200, 1e308])('names the row of a cell of %d, which no state has produced', (huge) => {
    const model = randomModel(3, mixed, covariance, 1);
    const columns = whole.columns.map((cells) => cells.slice());
    columns[1]![17] = huge;
    columns[3]![17] = huge;
    const steps = decode({ ...whole, columns }, model, kernelHiddenMarkov(team));
    expect(() => finish(steps)).toThrow('row 17');
  });

  it('never lets the likelihood fall', () => {
    const one = fc.record({
      seed: fc.integer({ min: 0, max: 1e6 }),
      stateCount: fc.integer({ min: 2, max: 5 }),
      missingShare: fc.constantFrom(0, 0.01, 0.3),
    });
    const check = fc.property(one, ({ seed, stateCount, missingShare }) => {
      const truth = randomModel(3, mixed, 'diagonal', seed);
      const { panel } = simulate(truth, mixedLengths(60, 13), seed, missingShare);
      const params = {
        ...defaultHiddenMarkovParams,
        covariance,
        transitionPrior: 1,
        maxIterationCount: 30,
        tolerance: 0,
      };
      const options = { startModel: randomModel(stateCount, mixed, covariance, seed + 1) };
      const backend = kernelHiddenMarkov(team);
      const of = correlated(panel, mixed);
      const fit = finish(fitHiddenMarkov(of, mixed, stateCount, params, backend, options));
      const { fell, logLikelihoods } = fit.traces[0]!;
      expect(fell).toBe(false);
      logLikelihoods.slice(1).forEach((value, i) => {
        expect(value - logLikelihoods[i]!).toBeGreaterThan(-1e-9 * Math.abs(value));
      });
    });
    fc.assert(check, { numRuns: 15 });
  });
});

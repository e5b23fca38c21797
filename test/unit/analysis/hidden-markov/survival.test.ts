// What notebooks die of is survived, with a clear word.
import { describe, expect, it } from 'vitest';
import { AnalysisError } from '#analysis/analysis-error';
import { decode } from '#analysis/hidden-markov/decode';
import {
  fitHiddenMarkov,
  type HiddenMarkovOptions,
} from '#analysis/hidden-markov/fit-hidden-markov';
import {
  defaultHiddenMarkovParams,
  type EmissionKind,
  type HiddenMarkovModel,
  type HiddenMarkovParams,
  type SequencePanel,
} from '#analysis/hidden-markov/hidden-markov-types';
import { finish, riders, simulate } from './simulate.ts';

const two: HiddenMarkovModel = {
  stateCount: 2,
  emissions: ['gaussian'],
  covariance: 'diagonal',
  startProbability: Float64Array.of(0.5, 0.5),
  transitionMatrix: Float64Array.of(0.9, 0.1, 0.1, 0.9),
  means: Float64Array.of(-2, 2),
  covariances: Float64Array.of(1, 1),
};
const { panel } = simulate(two, [1, 40, 30, 1, 50, 20], 3);

function fit(
  of: SequencePanel,
  emissions: readonly EmissionKind[] = two.emissions,
  changes: Partial<HiddenMarkovParams> = {},
  options: HiddenMarkovOptions = {},
  stateCount = 2,
) {
  const params = { ...defaultHiddenMarkovParams, restartCount: 2, ...changes };
  return finish(fitHiddenMarkov(of, emissions, stateCount, params, undefined, options));
}

function withColumns(...columns: Float64Array[]): SequencePanel {
  return { ...panel, columns };
}

function changed(change: (cell: number, row: number) => number): Float64Array {
  return panel.columns[0]!.map(change);
}

function refusal(run: () => unknown): AnalysisError {
  try {
    run();
  } catch (error) {
    if (error instanceof AnalysisError) return error;
    throw error;
  }
  throw new Error('nothing was refused');
}

describe('survived', () => {
  it('an offset of 1e8', () => {
    const near = fit(panel);
    const far = fit(withColumns(changed((cell) => cell + 1e8)));
    expect(far.converged).toBe(true);
    near.model.means.forEach((mean, k) => {
      expect(Math.abs(far.model.means[k]! - 1e8 - mean)).toBeLessThan(1e-5);
    });
    near.model.covariances.forEach((variance, k) => {
      expect(Math.abs(far.model.covariances[k]! - variance)).toBeLessThan(1e-5);
    });
    expect(Math.abs(far.logLikelihood - near.logLikelihood)).toBeLessThan(1e-4);
  });

  it('an outlier of 40 deviations', () => {
    const outlier = withColumns(changed((cell, row) => (row === 20 ? 40 : cell)));
    const decoding = finish(decode(outlier, two));
    expect(decoding.posterior.every(Number.isFinite)).toBe(true);
    expect(fit(outlier).model.means.every(Number.isFinite)).toBe(true);
  });

  it('a constant column, and says so', () => {
    const found = fit(
      withColumns(
        panel.columns[0]!,
        changed(() => 5),
      ),
      ['gaussian', 'gaussian'],
    );
    expect(found.warnings).toEqual([
      'Column 1 holds one value only: it tells no state from another.',
    ]);
    found.model.means.forEach((mean, at) => {
      if (at % 2 === 1) expect(mean).toBeCloseTo(5, 12);
    });
    expect(found.model.covariances.every((variance) => variance > 0)).toBe(true);
  });

  it('an empty state, which keeps its parameters', () => {
    const startModel = {
      ...two,
      stateCount: 3,
      startProbability: Float64Array.of(0.5, 0.5, 0),
      transitionMatrix: Float64Array.of(0.8, 0.1, 0.1, 0.1, 0.8, 0.1, 0.1, 0.1, 0.8),
      means: Float64Array.of(-2, 2, 1e4),
      covariances: Float64Array.of(1, 1, 1),
    };
    const found = fit(panel, two.emissions, {}, { startModel }, 3);
    expect(found.model.means[2]).toBe(1e4);
    expect(found.warnings.join()).toContain('State 3 holds no row');
    expect(found.model.transitionMatrix.every((p) => p > 0)).toBe(true);
  });

  it('persons of one row only', () => {
    const starts = Uint32Array.from({ length: panel.rowCount + 1 }, (_, row) => row);
    const found = fit({ ...panel, starts });
    expect(found.model.means[0]).toBeCloseTo(-2, 0);
    expect(found.model.transitionMatrix).toEqual(Float64Array.of(0.5, 0.5, 0.5, 0.5));
  });

  it('rows of which every cell is missing', () => {
    const gaps = withColumns(changed((cell, row) => (row % 3 === 0 ? NaN : cell)));
    for (const covariance of ['diagonal', 'spherical', 'tied', 'full'] as const) {
      const found = fit(gaps, two.emissions, { covariance });
      expect(found.model.means[1]).toBeCloseTo(2, 0);
      expect(found.traces.some(({ fell }) => fell)).toBe(false);
    }
  });

  it('binary columns taken as Gaussian: the likelihood runs away, and the fit says why', () => {
    const riding = simulate(riders, new Array<number>(100).fill(20), 7).panel;
    const params = { restartCount: 3, varianceFloor: 1e-6 };
    const mixed = fit(riding, riders.emissions, params, {}, 5);
    const runaway = fit(riding, new Array<EmissionKind>(5).fill('gaussian'), params, {}, 5);
    expect(runaway.logLikelihood - mixed.logLikelihood).toBeGreaterThan(riding.rowCount);
    expect(runaway.warnings.join()).toContain('holds only 0 and 1 but is taken as Gaussian');
    expect(runaway.warnings.join()).toContain('held at the floor');
    expect(mixed.warnings).toEqual([]);
  });
});

describe('said', () => {
  it('that a restart hit the cap', () => {
    const found = fit(panel, two.emissions, { maxIterationCount: 2 });
    expect(found.converged).toBe(false);
    expect(found.warnings.join()).toContain('still improving after 2 iterations');
  });

  it('which restart was kept, with every trace', () => {
    const found = fit(panel, two.emissions, { restartCount: 4 });
    expect(found.traces.length).toBe(4);
    expect(found.traces.filter(({ best }) => best).length).toBe(1);
    const ends = found.traces.map(({ logLikelihoods }) => logLikelihoods.at(-1)!);
    expect(Math.abs(Math.max(...ends) - found.logLikelihood)).toBeLessThan(1e-3);
  });
});

describe('refused', () => {
  it('a row that no state can have produced', () => {
    const stuck = { ...two, transitionMatrix: Float64Array.of(1, 0, 0, 1) };
    const never = { ...two, emissions: ['bernoulli' as const], means: Float64Array.of(0, 0) };
    const binary = withColumns(changed((_, row) => (row === 17 ? 1 : 0)));
    const huge = withColumns(changed((cell, row) => (row === 17 ? 1e200 : cell)));
    expect(finish(decode(panel, stuck)).posterior.every(Number.isFinite)).toBe(true);
    for (const [bad, model] of [
      [binary, { ...never, covariances: new Float64Array(0) }],
      [huge, two],
    ] as const) {
      const error = refusal(() => finish(decode(bad, model)));
      expect(error.code).toBe('fit.not-possible');
      expect(error.place.row).toBe(17);
    }
  });

  it.each([
    ['a column without a cell', 'input.empty', { column: 0 }, ['gaussian'], changed(() => NaN)],
    [
      'an infinite cell',
      'input.not-finite',
      { row: 4, column: 0 },
      ['gaussian'],
      changed((c, row) => (row === 4 ? Infinity : c)),
    ],
    [
      'a Bernoulli cell of 2',
      'parameter.out-of-range',
      { row: 9, column: 0 },
      ['bernoulli'],
      changed((_, row) => (row === 9 ? 2 : 1)),
    ],
    [
      'a Poisson cell of a half',
      'parameter.out-of-range',
      { row: 0, column: 0 },
      ['poisson'],
      changed(() => 0.5),
    ],
  ] as const)('%s', (_, code, place, emissions, column) => {
    const error = refusal(() => fit(withColumns(column), emissions));
    expect(error.code).toBe(code);
    expect(error.place).toEqual(place);
  });

  it('more states than different rows', () => {
    const binary = withColumns(changed((cell) => (cell > 0 ? 1 : 0)));
    const error = refusal(() => fit(binary, ['bernoulli'], {}, {}, 3));
    expect(error.code).toBe('input.too-few-rows');
  });

  it('a model that is none', () => {
    const bad = { ...two, transitionMatrix: Float64Array.of(0.9, 0.3, 0.1, 0.9) };
    expect(refusal(() => finish(decode(panel, bad))).code).toBe('parameter.out-of-range');
  });
});

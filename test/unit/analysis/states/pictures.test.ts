// Reductions behind the pictures: transitions, shares by period, dwell times, densities, traces.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { HiddenMarkovFit } from '#analysis/hidden-markov/hidden-markov-types';
import { createRandom } from '#analysis/random';
import { dwellTimes } from '#analysis/states/dwell-times';
import { emissionDensities } from '#analysis/states/emission-densities';
import { likelihoodTraces } from '#analysis/states/likelihood-traces';
import { longRunShares } from '#analysis/states/model-parts';
import { fitPanelTransform } from '#analysis/states/panel-transform';
import { periodsSinceFirst, sharesByPeriod } from '#analysis/states/shares-by-period';
import { transitionTable } from '#analysis/states/transition-table';
import { modelOf, pathsPanel } from './planted-panel.ts';

describe('transitionTable', () => {
  const model = modelOf([
    [0.995, 0.005],
    [0.25, 0.75],
  ]);

  it('counts steps within persons only and leaves thin edges out', () => {
    const table = transitionTable(model, pathsPanel([[0, 1, 1], [0, 0], [1]], 2));
    expect([...table.counts]).toEqual([1, 1, 0, 1]);
    expect(table.edges.map(({ from, to }) => [from, to])).toEqual([
      [0, 0],
      [1, 0],
      [1, 1],
    ]);
    expect(table.expectedDwell[1]).toBe(4);
    expect(table.longRun[1]).toBeCloseTo(0.005 / 0.255, 10);
  });

  it('has long-run shares for chains that alternate or fall apart, and no dwell without end', () => {
    const alternating = modelOf([
      [0, 1],
      [1, 0],
    ]);
    expect([...longRunShares(alternating)]).toEqual([0.5, 0.5]);
    const apart = modelOf(
      [
        [1, 0],
        [0, 1],
      ],
      undefined,
      { startProbability: Float64Array.of(0.3, 0.7) },
    );
    const table = transitionTable(apart, pathsPanel([[0]], 2));
    expect(table.longRun[0]).toBeCloseTo(0.3, 12);
    expect(table.expectedDwell).toEqual([null, null]);
  });
});

describe('sharesByPeriod', () => {
  it('sorts periods as numbers and adds up to one', () => {
    const panel = pathsPanel([[0, 1, 1], [1]], 2);
    const { periods, counts, rowCounts, shares } = sharesByPeriod(
      panel,
      Int32Array.of(9, 10, 11, 10),
    );
    expect([...periods]).toEqual([9, 10, 11]);
    expect([...rowCounts]).toEqual([1, 2, 1]);
    expect([...counts]).toEqual([1, 0, 0, 2, 0, 1]);
    expect([...shares]).toEqual([1, 0, 0, 1, 0, 1]);
  });

  it('counts periods since each person joined', () => {
    expect([...periodsSinceFirst(Uint32Array.of(0, 3, 4, 6), 6)]).toEqual([0, 1, 2, 0, 0, 1]);
  });
});

describe('dwellTimes', () => {
  const staying = modelOf([
    [0.5, 0.5],
    [0.5, 0.5],
  ]);

  it('tells runs that ended from runs that were cut off', () => {
    const [zero, one] = dwellTimes(staying, pathsPanel([[0, 0, 1, 0, 1, 1, 1], [0]], 2));
    expect(zero).toMatchObject({
      runCount: 3,
      censoredCount: 1,
      endedByLength: [1, 1],
      censoredByLength: [1, 0],
      survival: [0.5, 0],
      geometricSurvival: [0.5, 0.25],
      expected: 2,
      observed: 1.5,
    });
    expect(one).toMatchObject({ runCount: 2, censoredCount: 1, endedByLength: [1, 0, 0] });
    expect(one?.survival).toEqual([0.5, 0.5]);
  });

  it('says nothing of a state that nobody visits', () => {
    const [, , empty] = dwellTimes(
      modelOf([
        [0, 1, 0],
        [1, 0, 0],
        [0, 0, 1],
      ]),
      pathsPanel([[0, 1]], 3),
    );
    expect(empty).toMatchObject({ runCount: 0, survival: [], observed: null, largestGap: null });
    expect(empty?.expected).toBeNull();
  });

  it('finds the geometric law again although every person is cut off', () => {
    const random = createRandom(5);
    const chain = modelOf([
      [0.8, 0.2],
      [0.4, 0.6],
    ]);
    const paths = Array.from({ length: 3000 }, () => {
      const path = [random.integerBelow(2)];
      while (path.length < 6) {
        const from = path[path.length - 1]!;
        path.push(random.uniform() < chain.transitionMatrix[from * 2]! ? 0 : 1);
      }
      return path;
    });
    const [zero, one] = dwellTimes(chain, pathsPanel(paths, 2));
    expect(zero?.observed).toBeCloseTo(5, 0);
    expect(one?.observed).toBeCloseTo(2.5, 0);
    expect(zero?.largestGap).toBeLessThan(0.03);
    expect(one?.largestGap).toBeLessThan(0.03);
  });

  it('has falling survival without NaN, and every run counted', () => {
    const path = fc.array(fc.integer({ min: 0, max: 1 }), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(fc.array(path, { minLength: 1, maxLength: 8 }), (paths) => {
        for (const { survival, runCount, endedByLength, censoredByLength } of dwellTimes(
          staying,
          pathsPanel(paths, 2),
        )) {
          const counted = [...endedByLength, ...censoredByLength].reduce((a, b) => a + b, 0);
          expect(counted).toBe(runCount);
          survival.forEach((value, i) => {
            expect(value).toBeGreaterThanOrEqual(0);
            expect(value).toBeLessThanOrEqual(survival[i - 1] ?? 1);
          });
        }
      }),
    );
  });
});

describe('emissionDensities', () => {
  const money = Float64Array.from({ length: 300 }, (_, i) => (i % 9 === 0 ? NaN : i / 3));
  const used = Float64Array.from({ length: 300 }, (_, i) => (i % 4 === 0 ? 1 : 0));
  const counts = Float64Array.from({ length: 300 }, (_, i) => i % 5);
  const transform = fitPanelTransform(
    [money, used, counts],
    [
      { name: 'money', kind: 'continuous', emission: 'gaussian', log1p: true },
      { name: 'used', kind: 'binary', emission: 'bernoulli', log1p: false },
      { name: 'counts', kind: 'count', emission: 'poisson', log1p: false },
    ],
  );
  const model = modelOf(
    [
      [0.5, 0.5],
      [0.5, 0.5],
    ],
    [
      [-0.5, 0.2, 0],
      [0.3, 0.9, 2],
    ],
    { emissions: ['gaussian', 'bernoulli', 'poisson'], covariances: Float64Array.of(0.05, 0.03) },
  );
  const pictures = emissionDensities(model, transform, [money, used, counts]);

  it('draws densities in own units that integrate to one', () => {
    const [first] = pictures;
    if (first?.kind !== 'continuous') throw new Error('a continuous column makes densities');
    const { grid, densities, observed, edges } = first;
    for (const density of densities) {
      let area = 0;
      for (let i = 1; i < grid.length; i++) {
        area += ((density[i]! + density[i - 1]!) / 2) * (grid[i]! - grid[i - 1]!);
      }
      expect(area).toBeGreaterThan(0.95);
      expect(area).toBeLessThan(1.01);
    }
    const mass = observed.reduce((sum, value, i) => sum + value * (edges[i + 1]! - edges[i]!), 0);
    expect(mass).toBeCloseTo(1, 12);
    expect(first.logarithmic).toBe(true);
    expect(grid[0]).toBeCloseTo(1 / 3, 10);
  });

  it('draws shares of 0 and 1, and of whole numbers', () => {
    const [, binary, count] = pictures;
    expect(binary?.kind).toBe('binary');
    expect(binary?.observed[1]).toBeCloseTo(0.25, 12);
    if (binary?.kind !== 'binary' || count?.kind !== 'count') throw new Error('kinds');
    expect([...binary.probabilities[1]!].map((p) => Number(p.toFixed(12)))).toEqual([0.1, 0.9]);
    expect([...count.probabilities[0]!].map((p) => Number(p.toFixed(12)))).toEqual([1, 0, 0, 0, 0]);
    expect(count.probabilities[1]![2]).toBeCloseTo((4 / 2) * Math.exp(-2), 12);
    expect(count.observed).toHaveLength(5);
  });
});

describe('likelihoodTraces', () => {
  it('counts restarts that agree, converged and fell', () => {
    const trace = (restart: number, last: number, converged: boolean, fell = false) => ({
      restart,
      logLikelihoods: [-300, last],
      converged,
      fell,
      best: restart === 0,
    });
    const fit: HiddenMarkovFit = {
      model: modelOf([[1]]),
      logLikelihood: -200,
      converged: true,
      warnings: [],
      traces: [trace(0, -200, true), trace(1, -200.005, true), trace(2, -220, false, true)],
    };
    const traces = likelihoodTraces(fit, 100);
    expect(traces).toMatchObject({ reachedBestCount: 2, convergedCount: 2, fellCount: 1 });
    expect(traces.traces[0]?.perRow).toEqual([-3, -2]);
    expect(traces.sentence).toContain('2 of 3 restarts');
  });
});

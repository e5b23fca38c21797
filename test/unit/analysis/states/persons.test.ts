// Summaries, forecasts and timelines of persons.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AnalysisError } from '#analysis/analysis-error';
import { forecastPersons, forecastStates } from '#analysis/states/forecast-states';
import { firstToLast } from '#analysis/states/first-to-last';
import { personTimeline } from '#analysis/states/person-timeline';
import { averageNow, summarisePersons } from '#analysis/states/summarise-persons';
import { modelOf, pathsPanel } from './planted-panel.ts';

const code = (value: AnalysisError['code']) =>
  expect.objectContaining({ code: value }) as AnalysisError;

const paths = fc.array(fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 1, maxLength: 9 }), {
  minLength: 1,
  maxLength: 12,
});

/** Positive weights, brought to a sum of one. */
const shares = (size: number) =>
  fc
    .array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: size, maxLength: size })
    .map((weights) => {
      const total = weights.reduce((sum, weight) => sum + weight, 0);
      return weights.map((weight) => (total > 0 ? weight / total : 1 / size));
    });

describe('summarisePersons', () => {
  it('finds the usual state, switches and the state now', () => {
    const summary = summarisePersons(pathsPanel([[0, 0, 1, 0, 2], [1]], 3));
    expect([...summary.dominant]).toEqual([0, 1]);
    expect([...summary.dominantShare]).toEqual([0.6, 1]);
    expect([...summary.switchCount]).toEqual([3, 0]);
    expect([...summary.stateNow]).toEqual([2, 1]);
    expect([...summary.nowProbability]).toEqual([1, 1]);
    expect([...summary.rowCounts]).toEqual([5, 1]);
    expect([...summary.entropy]).toEqual([0, 0]);
  });

  it('measures entropy as a share of the largest possible, and 0 for one state', () => {
    const panel = pathsPanel([[0, 1]], 2);
    panel.decoding.posterior.fill(0.5);
    expect(summarisePersons(panel).entropy[0]).toBe(1);
    expect(summarisePersons(pathsPanel([[0, 0]], 1)).entropy[0]).toBe(0);
  });

  it('breaks a tie of rows by the posterior', () => {
    const panel = pathsPanel([[0, 1]], 2);
    panel.decoding.posterior.set([0.6, 0.4, 0.1, 0.9]);
    expect(summarisePersons(panel).dominant[0]).toBe(1);
  });

  it('takes the state now from what is known so far, not from the path', () => {
    const panel = pathsPanel([[0, 0]], 2);
    panel.decoding.filtered.set([1, 0, 0.3, 0.7]);
    const summary = summarisePersons(panel);
    expect(summary.stateNow[0]).toBe(1);
    expect(summary.nowProbability[0]).toBe(0.7);
    expect([...summary.now]).toEqual([0.3, 0.7]);
  });

  it('gives each person the same whatever the order of persons', () => {
    fc.assert(
      fc.property(paths, (people) => {
        const forward = summarisePersons(pathsPanel(people, 4));
        const backward = summarisePersons(pathsPanel([...people].reverse(), 4));
        expect([...backward.dominant].reverse()).toEqual([...forward.dominant]);
        expect([...backward.entropy].reverse()).toEqual([...forward.entropy]);
        expect([...backward.switchCount].reverse()).toEqual([...forward.switchCount]);
      }),
    );
  });

  it('refuses panels that do not fit together', () => {
    const panel = pathsPanel([[0, 1], [1]], 2);
    const starting = (...starts: number[]) => ({ ...panel, starts: Uint32Array.from(starts) });
    expect(() => summarisePersons(starting(0))).toThrow(code('input.empty'));
    expect(() => summarisePersons(starting(0, 2, 4))).toThrow(code('input.length-mismatch'));
    expect(() => summarisePersons(starting(0, 0, 3))).toThrow(code('input.empty'));
    expect(() => summarisePersons({ ...panel, stateCount: 3 })).toThrow(
      code('input.length-mismatch'),
    );
    panel.decoding.viterbi[1] = 7;
    expect(() => summarisePersons(panel)).toThrow(code('input.unknown-label'));
  });
});

describe('forecastStates', () => {
  it('multiplies by the transition matrix once a period', () => {
    const matrix = Float64Array.of(0.9, 0.1, 0.5, 0.5);
    const forecast = forecastStates(Float64Array.of(1, 0), matrix, 2);
    expect(forecast[0]).toBeCloseTo(0.9, 15);
    expect(forecast[1]).toBeCloseTo(0.1, 15);
    expect(forecast[2]).toBeCloseTo(0.86, 15);
    expect(forecast[3]).toBeCloseTo(0.14, 15);
  });

  it('has rows that sum to one, without NaN, at every horizon', () => {
    const cases = fc
      .integer({ min: 1, max: 5 })
      .chain((size) =>
        fc.tuple(shares(size), fc.array(shares(size), { minLength: size, maxLength: size })),
      );
    fc.assert(
      fc.property(cases, fc.integer({ min: 1, max: 12 }), ([now, rows], horizon) => {
        const size = now.length;
        const matrix = Float64Array.from(rows.flat());
        const forecast = forecastStates(Float64Array.from(now), matrix, horizon);
        for (let period = 0; period < horizon; period++) {
          const row = forecast.subarray(period * size, (period + 1) * size);
          expect(row.reduce((sum, value) => sum + value, 0)).toBeCloseTo(1, 12);
          expect(row.every((value) => value >= 0 && value <= 1 + 1e-12)).toBe(true);
        }
      }),
    );
  });

  it('refuses a horizon out of range and a matrix of another model', () => {
    const matrix = Float64Array.of(1, 0, 0, 1);
    expect(() => forecastStates(Float64Array.of(1, 0), matrix, 13)).toThrow(
      code('parameter.out-of-range'),
    );
    expect(() => forecastStates(Float64Array.of(1), matrix, 1)).toThrow(
      code('input.length-mismatch'),
    );
  });
});

describe('forecastPersons', () => {
  const matrix = modelOf([
    [0.8, 0.2],
    [0, 1],
  ]).transitionMatrix;

  it('adds up the dormant states', () => {
    const forecasts = forecastPersons(Float64Array.of(1, 0, 0, 1), 2, matrix, [false, true], 4);
    expect([...forecasts.dormancy].map((value) => Number(value.toFixed(12)))).toEqual([
      0.2, 0.36, 0.488, 0.5904, 1, 1, 1, 1,
    ]);
    expect([...forecasts.mostProbable]).toEqual([0, 0, 0, 1, 1, 1, 1, 1]);
    expect(forecasts.probability[3]).toBeCloseTo(0.5904, 12);
  });

  it('forecasts everybody together as the mean of the forecasts of each', () => {
    const summary = summarisePersons(pathsPanel([[0], [1], [1]], 2));
    const together = forecastStates(averageNow(summary), matrix, 3);
    const { dormancy } = forecastPersons(summary.now, 3, matrix, [false, true], 3);
    const last = [2, 5, 8].reduce((sum, at) => sum + dormancy[at]! / 3, 0);
    expect(together[5]).toBeCloseTo(last, 12);
  });

  it('is zero where no state is dormant', () => {
    const forecasts = forecastPersons(Float64Array.of(0.5, 0.5), 1, matrix, [false, false], 12);
    expect([...forecasts.dormancy].every((value) => value === 0)).toBe(true);
  });
});

describe('firstToLast', () => {
  it('counts every person once', () => {
    const { flows, stayedCount } = firstToLast(pathsPanel([[0, 1, 2], [0, 2], [1]], 3));
    expect(flows).toEqual([
      { from: 0, to: 2, count: 2, shareOfFrom: 1 },
      { from: 1, to: 1, count: 1, shareOfFrom: 1 },
    ]);
    expect(stayedCount).toBe(1);
  });
});

describe('personTimeline', () => {
  it('cuts one person out, with runs', () => {
    const timeline = personTimeline(pathsPanel([[2], [0, 0, 1, 0]], 3), 1);
    expect(timeline).toMatchObject({ person: 1, firstRow: 1, endRow: 5 });
    expect([...timeline.states]).toEqual([0, 0, 1, 0]);
    expect(timeline.posterior).toHaveLength(12);
    expect(timeline.runs).toEqual([
      { state: 0, from: 0, length: 2 },
      { state: 1, from: 2, length: 1 },
      { state: 0, from: 3, length: 1 },
    ]);
    expect(() => personTimeline(pathsPanel([[0]], 1), 1)).toThrow(code('parameter.out-of-range'));
  });
});

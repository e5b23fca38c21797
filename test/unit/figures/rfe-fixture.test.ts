// The fixture that other tests lean on agrees with itself: counts, shares and grids add up.
import { describe, expect, it } from 'vitest';
import { makeRfeResult } from '../../fixtures/rfe-result.ts';
import type { RfeFixtureOptions } from '../../fixtures/rfe-result.ts';

const sum = (values: readonly number[]): number =>
  values.reduce((total, value) => total + value, 0);

const cases: [string, RfeFixtureOptions][] = [
  ['four clusters and the group without clicks', {}],
  ['one segment', { segmentCount: 1 }],
  ['thirteen segments', { segmentCount: 13 }],
  ['quintile scores', { model: 'quintile-scores', segmentCount: 8 }],
  ['a constant feature', { constantEngagement: true }],
];

describe.each(cases)('the fixture with %s', (_, options) => {
  const result = makeRfeResult(options);
  const personCount = result.provenance.personCount;

  it('counts every person once', () => {
    expect(sum(result.segments.map((segment) => segment.personCount))).toBe(personCount);
    expect(sum(result.pictures.recencyByFrequency.counts)).toBe(personCount);
    expect(sum(result.quality.eventsPerPerson.counts)).toBe(personCount);
    for (const feature of result.features) {
      expect(sum(feature.rawHistogram.counts)).toBe(personCount);
      expect(sum(feature.transformedHistogram.counts)).toBe(personCount);
    }
    for (const { segment, grid } of result.pictures.frequencyByEngagement)
      expect(sum(grid.counts)).toBe(result.segments[segment]?.personCount);
  });

  it('has shares that add up to one', () => {
    for (const share of ['personShare', 'frequencyShare', 'engagementShare'] as const)
      expect(sum(result.segments.map((segment) => segment[share]))).toBeCloseTo(1, 12);
    expect(result.pictures.pareto.frequencyShare.at(-1)).toBeCloseTo(1, 12);
  });

  it('is the same every time', () => {
    expect(JSON.stringify(makeRfeResult(options))).toBe(JSON.stringify(result));
  });
});

describe('the edges of the fixture', () => {
  it('leaves the constant feature out', () => {
    const { features } = makeRfeResult({ constantEngagement: true });
    expect(features.map((feature) => feature.used)).toEqual([true, true, false]);
  });

  it('gives a rule no silhouette, no candidates, no traces', () => {
    const { choice, pictures } = makeRfeResult({ model: 'quintile-scores' });
    expect([choice.candidates.length, choice.traces.length, pictures.silhouette]).toEqual([
      0,
      0,
      null,
    ]);
  });
});

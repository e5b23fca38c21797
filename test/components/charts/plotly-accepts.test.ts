// plotly itself looks over every figure: an attribute that it does not know is a fault of ours.
import { describe, expect, it } from 'vitest';
import { comparisonHeatmap } from '#figures/comparison-heatmap';
import { rfeFigures } from '#figures/rfe-figures';
import { asSheet } from '#figures/template';
import { makeRfeResult } from '../../fixtures/rfe-result.ts';
import type { RfeFixtureOptions } from '../../fixtures/rfe-result.ts';
import { faultsOf } from '../support/figure-faults.ts';

const runs: [string, RfeFixtureOptions][] = [
  ['a usual run', { scoreCard: true }],
  ['a mixture with thirteen segments', { model: 'gaussian-mixture', segmentCount: 13 }],
  ['many people, two segments', { personCount: 21_000, segmentCount: 2 }],
];

describe.each(runs)('plotly accepts the figures of %s', (_, options) => {
  it.each(rfeFigures(makeRfeResult(options)).map((entry) => [entry.id, entry] as const))(
    '%s',
    (_id, entry) => {
      const figure = entry.figure('light');
      // The sheet is the figure with a title: it holds everything to be looked over.
      expect(faultsOf(asSheet(figure, entry.title, 'light'))).toEqual([]);
    },
  );
});

describe('plotly', () => {
  it('accepts a comparison', () => {
    const segment = { id: 'a', name: 'A', personCount: 2 };
    const figure = comparisonHeatmap(
      {
        commonPersonCount: 2,
        onlyInFirst: 0,
        onlyInSecond: 0,
        adjustedRand: 1,
        counts: [[2]],
        firstSegments: [segment],
        secondSegments: [segment],
        differences: [],
      },
      { first: 'First', second: 'Second' },
      'light',
    );
    expect(faultsOf(figure)).toEqual([]);
  });

  it('would find a fault', () => {
    const [entry] = rfeFigures(makeRfeResult());
    const figure = entry?.figure('light');
    if (!figure) throw new Error('There is a first figure.');
    const faulty = { ...figure, layout: { ...figure.layout, maregin: 3 } };
    expect(faultsOf(faulty).join()).toContain('maregin');
  });
});

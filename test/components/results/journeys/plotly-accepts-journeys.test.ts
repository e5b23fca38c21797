// plotly itself looks over every figure of journeys: an attribute that it does not know is a fault.
import { describe, expect, it } from 'vitest';
import { journeysFigures } from '#figures/journeys/journeys-figures';
import { lossCurves } from '#figures/journeys/loss-curves';
import { asSheet } from '#figures/template';
import {
  makeJourneysResult,
  type JourneysFixtureOptions,
} from '../../../fixtures/journeys-result.ts';
import { faultsOf } from '../../support/figure-faults.ts';

const runs: [string, JourneysFixtureOptions][] = [
  ['a usual run', { scoreCard: true, personCount: 1200 }],
  ['a tree and many kinds', { clustering: 'hdbscan', kindCount: 14, outcome: false }],
  ['twelve segments', { segmentCount: 12, personCount: 900 }],
];

describe.each(runs)('plotly accepts the figures of %s', (_, options) => {
  it.each(journeysFigures(makeJourneysResult(options)).map((entry) => [entry.id, entry] as const))(
    '%s',
    (_id, entry) => {
      const figure = entry.figure('light');
      expect(faultsOf(asSheet(figure, entry.title, 'light'))).toEqual([]);
    },
  );
});

it('plotly accepts a loss curve that has not begun', () => {
  const input = { epochs: [], bestEpoch: null, epochCount: 50, personCount: 1 };
  expect(faultsOf(lossCurves(input, 'dark'))).toEqual([]);
});

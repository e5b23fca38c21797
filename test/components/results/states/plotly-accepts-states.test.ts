// plotly itself looks over every figure of States: an attribute that it does not know is a fault of ours.
import { describe, expect, it } from 'vitest';
import { segmentLooks, segmentNames } from '#figures/segment-look';
import { personTimeline } from '#figures/states/person-timeline';
import { statesFigures } from '#figures/states/states-figures';
import { asSheet } from '#figures/template';
import { makePersonStates } from '../../../fixtures/person-states.ts';
import { makeStatesResult, type StatesFixtureOptions } from '../../../fixtures/states-result.ts';
import { faultsOf } from '../../support/figure-faults.ts';

const runs: [string, StatesFixtureOptions][] = [
  ['a usual run', { scoreCard: true }],
  ['thirteen states with counts', { stateCount: 13, personCount: 200, counts: true }],
];

describe.each(runs)('plotly accepts the figures of %s', (_, options) => {
  const result = makeStatesResult(options);

  it.each(statesFigures(result).map((entry) => [entry.id, entry] as const))('%s', (_id, entry) => {
    expect(faultsOf(asSheet(entry.figure('light'), entry.title, 'light'))).toEqual([]);
  });

  it('a person over time', () => {
    const looks = segmentLooks(result, segmentNames(result));
    const figure = personTimeline(makePersonStates(result), looks, result.panel.periodUnit, 'dark');
    expect(faultsOf(figure)).toEqual([]);
  });
});

// Every picture of workflow States on a usual run and on the edges; what a run does not have is left out.
import { describe, expect, it } from 'vitest';
import { segmentNames } from '#figures/segment-look';
import { statesFigures } from '#figures/states/states-figures';
import { makeStatesResult, type StatesFixtureOptions } from '../../../fixtures/states-result.ts';
import { testEntries } from '../test-entries.ts';

const edges: [string, StatesFixtureOptions][] = [
  ['a usual run', { scoreCard: true }],
  ['one state', { stateCount: 1, fixedK: true }],
  ['two states', { stateCount: 2 }],
  ['thirteen states', { stateCount: 13, personCount: 200 }],
  ['a panel that existed already', { input: 'panel' }],
  ['a runaway', { runaway: true }],
  ['counts by Poisson', { counts: true }],
  ['a constant feature', { constantFeature: true }],
];

const idsOf = (options: StatesFixtureOptions): string[] =>
  statesFigures(makeStatesResult(options)).map(({ id }) => id);

describe.each(edges)('the pictures of %s', (_, options) => {
  testEntries(statesFigures(makeStatesResult(options)));
});

describe('the registry', () => {
  it('has every picture of the workflow', () => {
    expect(idsOf({ scoreCard: true })).toEqual([
      'state-sizes',
      'shares-by-period',
      'transition-heatmap',
      'transition-graph',
      'shares-since-joining',
      'first-to-last',
      'forecast',
      'state-profiles',
      'emission-1-events',
      'emission-2-periods-since-event',
      'emission-3-weekend-share',
      'emission-4-any-of-status',
      'emission-5-running-mean-price',
      'score-card',
      'k-curve',
      'likelihood-traces',
      'dwell-times',
      'switches',
      'entropy',
      'panel-lengths',
      'events-per-person',
    ]);
  });

  it.each([
    ['a number of states given by hand', { fixedK: true }, ['k-curve', 'score-card']],
    ['a panel without events', { input: 'panel' }, ['events-per-person', 'score-card']],
    [
      'one state',
      { stateCount: 1 },
      [
        'first-to-last',
        'forecast',
        'score-card',
        'shares-since-joining',
        'transition-graph',
        'transition-heatmap',
      ],
    ],
  ] satisfies [string, StatesFixtureOptions, string[]][])(
    'leaves out what %s lacks',
    (_, options, missing) => {
      const present = idsOf(options);
      const all = idsOf({ scoreCard: true });
      expect(all.filter((id) => !present.includes(id)).sort()).toEqual([...missing].sort());
    },
  );

  it('draws nothing of a feature that took no part', () => {
    expect(idsOf({ constantFeature: true }).filter((id) => id.includes('city'))).toEqual([]);
  });
});

describe('names', () => {
  const result = makeStatesResult({ scoreCard: true });

  it.each([
    'state-sizes',
    'shares-by-period',
    'transition-heatmap',
    'transition-graph',
    'shares-since-joining',
    'first-to-last',
    'forecast',
    'state-profiles',
    'emission-1-events',
    'emission-4-any-of-status',
    'dwell-times',
    'score-card',
  ])('show a new name at once: %s', (id) => {
    const names = { ...segmentNames(result), 'state-2': 'Curious' };
    const figure = statesFigures(result, names)
      .find((entry) => entry.id === id)
      ?.figure('light');
    expect(JSON.stringify([figure?.data, figure?.layout])).toContain('Curious');
    expect(JSON.stringify(figure)).not.toContain('Commuters');
  });

  it('are shown as typed, never obeyed as markup', () => {
    const names = { ...segmentNames(result), 'state-1': '<b>A & B</b>' };
    for (const entry of statesFigures(result, names)) {
      const { data, layout } = entry.figure('light');
      expect(JSON.stringify([data, layout]), entry.id).not.toContain('<b>A &');
    }
  });
});

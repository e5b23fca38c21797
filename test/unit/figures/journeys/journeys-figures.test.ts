// Every picture of journeys on a usual run and on the edges; what a run does not have is left out.
import { describe, expect, it } from 'vitest';
import { journeysFigures } from '#figures/journeys/journeys-figures';
import { resultFigures } from '#figures/result-figures';
import { segmentNames } from '#figures/segment-look';
import {
  makeJourneysResult,
  type JourneysFixtureOptions,
} from '../../../fixtures/journeys-result.ts';
import { testEntries } from '../test-entries.ts';

const edges: [string, JourneysFixtureOptions][] = [
  ['a usual run', { scoreCard: true }],
  ['no segment at all', { segmentCount: 0 }],
  ['one segment', { segmentCount: 1 }],
  ['twelve segments', { segmentCount: 12, personCount: 2000 }],
  ['no outcome', { outcome: false }],
  ['a condensed tree', { clustering: 'hdbscan' }],
  ['k-means on counts', { clustering: 'k-means', encoder: 'counts' }],
  ['more kinds than colours', { kindCount: 14 }],
  ['two kinds', { kindCount: 2, umap: false }],
];

const idsOf = (options: JourneysFixtureOptions): string[] =>
  journeysFigures(makeJourneysResult(options)).map(({ id }) => id);

describe.each(edges)('the pictures of %s', (_, options) => {
  testEntries(journeysFigures(makeJourneysResult(options)));
});

describe('the registry', () => {
  const all = idsOf({ scoreCard: true });

  it('has every picture of the workflow', () => {
    expect(all).toEqual([
      'segment-sizes',
      'map-umap',
      'map-pca',
      'sequence-index',
      'state-distribution',
      'survival',
      'length-histograms',
      'transitions',
      ...[1, 2, 3, 4, 5].map((segment) => `transitions-${segment}`),
      'score-card',
      'roc',
      'loss',
      'distance-curve',
      'seed-agreement',
      'events-per-person',
    ]);
    const result = makeJourneysResult({ scoreCard: true });
    expect(resultFigures(result).map(({ id }) => id)).toEqual(all);
  });

  it.each([
    ['an outcome', { outcome: false }, ['roc', 'score-card', 'survival']],
    ['UMAP', { umap: false }, ['map-umap', 'score-card']],
    ['an encoder that is trained', { encoder: 'counts' }, ['loss', 'roc', 'score-card']],
    ['neighbours', { clustering: 'k-means' }, ['distance-curve', 'score-card', 'transitions-5']],
  ] satisfies [string, JourneysFixtureOptions, string[]][])(
    'leaves out what needs %s',
    (_, options, missing) => {
      const present = idsOf(options);
      expect(all.filter((id) => !present.includes(id)).sort()).toEqual(missing);
    },
  );

  it('has the condensed tree of HDBSCAN', () => {
    expect(idsOf({ clustering: 'hdbscan' })).toContain('condensed-tree');
  });
});

describe('names', () => {
  const result = makeJourneysResult({ clustering: 'hdbscan' });
  const [first] = result.segments;
  const names = { ...segmentNames(result), [first?.id ?? '']: 'Curious' };

  it.each([
    'segment-sizes',
    'map-pca',
    'map-umap',
    'sequence-index',
    'state-distribution',
    'survival',
    'length-histograms',
    'condensed-tree',
  ])('show a new name at once: %s', (id) => {
    const figure = journeysFigures(result, names)
      .find((each) => each.id === id)
      ?.figure('light');
    expect(JSON.stringify([figure?.data, figure?.layout])).toContain('Curious');
  });

  it('may hold any character', () => {
    const wild = { ...names, [first?.id ?? '']: '<b>& "x"' };
    for (const { figure } of journeysFigures(result, wild)) {
      expect(JSON.stringify(figure('dark').layout)).not.toContain('<b>& ');
    }
  });
});

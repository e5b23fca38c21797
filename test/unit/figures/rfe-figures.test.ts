// Every picture on a usual run and on the edges; what a run does not have is left out.
import { describe, expect, it } from 'vitest';
import type { Theme } from '#figures/figure';
import { segmentPalette } from '#figures/palette';
import { rfeFigures } from '#figures/rfe-figures';
import { segmentNames } from '#figures/segment-look';
import { makeRfeResult } from '../../fixtures/rfe-result.ts';
import type { RfeFixtureOptions } from '../../fixtures/rfe-result.ts';
import { testEntries } from './test-entries.ts';

const edges: [string, RfeFixtureOptions][] = [
  ['a usual run', {}],
  ['one segment', { segmentCount: 1 }],
  ['thirteen segments', { segmentCount: 13, personCount: 2000 }],
  ['no group without clicks', { withoutClickGroup: false }],
  ['quintile scores', { model: 'quintile-scores', segmentCount: 9 }],
  ['a Gaussian mixture', { model: 'gaussian-mixture' }],
  ['a constant feature', { constantEngagement: true }],
  ['no migration', { migration: false }],
  ['a score card', { scoreCard: true }],
  ['more people than points', { personCount: 21_000 }],
];

const idsOf = (options: RfeFixtureOptions): string[] =>
  rfeFigures(makeRfeResult(options)).map(({ id }) => id);

describe.each(edges)('the pictures of %s', (_, options) => {
  testEntries(rfeFigures(makeRfeResult(options)));
});

describe('the registry', () => {
  it('has every picture of the workflow', () => {
    expect(idsOf({ scoreCard: true })).toEqual([
      'segment-sizes',
      'pareto',
      'recency-by-frequency',
      'migration',
      'profile',
      'snake',
      'radar',
      'frequency-by-engagement',
      'scatter-3d',
      'boxes-recency',
      'boxes-frequency',
      'boxes-engagement',
      'score-card',
      'k-curves',
      'silhouette',
      'stability',
      'restart-traces',
      'histogram-recency',
      'histogram-frequency',
      'histogram-engagement',
      'events-per-person',
    ]);
  });

  it.each([
    [
      'quintile scores',
      { model: 'quintile-scores' },
      ['silhouette', 'k-curves', 'restart-traces', 'stability', 'score-card'],
    ],
    ['no migration', { migration: false }, ['migration', 'score-card']],
    [
      'a constant feature',
      { constantEngagement: true },
      ['radar', 'boxes-engagement', 'score-card'],
    ],
    [
      'one segment',
      { segmentCount: 1 },
      ['snake', 'radar', 'score-card', 'silhouette', 'restart-traces'],
    ],
  ] satisfies [string, RfeFixtureOptions, string[]][])(
    'leaves out what %s lacks',
    (_, options, missing) => {
      const present = idsOf(options);
      expect(
        idsOf({ scoreCard: true })
          .filter((id) => !present.includes(id))
          .sort(),
      ).toEqual([...missing].sort());
    },
  );

  it('leaves out a migration in which nobody is', () => {
    const result = makeRfeResult();
    const { migration } = result.pictures;
    if (!migration) throw new Error('The fixture has a migration.');
    migration.counts = migration.counts.map((row) => row.map(() => 0));
    expect(rfeFigures(result).map(({ id }) => id)).not.toContain('migration');
  });
});

describe('names', () => {
  const result = makeRfeResult();
  const named = ['segment-sizes', 'profile', 'snake', 'radar', 'boxes-recency', 'migration'];
  const named2 = ['silhouette', 'stability', 'frequency-by-engagement', 'scatter-3d'];

  it.each([...named, ...named2])('show a new name at once: %s', (id) => {
    const names = { ...segmentNames(result), 'segment-2': 'Curious' };
    const entry = rfeFigures(result, names).find((each) => each.id === id);
    const figure = entry?.figure('light');
    expect(JSON.stringify([figure?.data, figure?.layout])).toContain('Curious');
    expect(JSON.stringify(figure)).not.toContain('Promising newcomers');
    expect(figure?.description).toContain('Curious');
  });

  it('prefer the given name over the suggested one', () => {
    const [first] = result.segments;
    if (!first) throw new Error('The fixture has segments.');
    const renamed = {
      ...result,
      segments: [{ ...first, givenName: 'Ours' }, ...result.segments.slice(1)],
    };
    expect(segmentNames(renamed)['segment-1']).toBe('Ours');
  });

  it('are shown as typed, never obeyed as markup', () => {
    const names = { ...segmentNames(result), 'segment-1': '<b>A & B</b>' };
    for (const entry of rfeFigures(result, names)) {
      const { data, layout } = entry.figure('light');
      expect(JSON.stringify([data, layout])).not.toContain('<b>A &');
    }
  });
});

describe('colours', () => {
  it('follow the identity of a segment, not its place', () => {
    const result = makeRfeResult();
    const turned = { ...result, segments: [...result.segments].reverse() };
    const barColours = (of: typeof result): unknown => {
      const figure = rfeFigures(of)[0]?.figure('light');
      return figure?.data[0]?.['marker'];
    };
    const expected = result.segments.map(({ colour }) => segmentPalette[colour]);
    expect(barColours(result)).toMatchObject({ color: expected });
    expect(barColours(turned)).toMatchObject({ color: [...expected].reverse() });
  });

  it.each(['light', 'dark'] satisfies Theme[])('are the same on the %s surface', (theme) => {
    const entry = rfeFigures(makeRfeResult({ segmentCount: 13 })).find(
      ({ id }) => id === 'boxes-recency',
    );
    const drawing = JSON.stringify(entry?.figure(theme).data);
    for (const colour of segmentPalette) expect(drawing?.includes(colour), colour).toBe(true);
  });
});

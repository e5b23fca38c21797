// The results pages of Journeys: honest words first, the table, strips, the radius that moves.
import { fireEvent, screen, within } from '@testing-library/svelte';
import { describe, expect, it, vi } from 'vitest';
import { matchClusters } from '../../../../src/renderer/features/results/journeys/match-clusters.ts';
import {
  radiusRange,
  ranAt,
} from '../../../../src/renderer/features/results/journeys/radius-range.ts';
import type { EngineParsedInput } from '../../../../src/shared/calls/engine-calls.ts';
import type { JourneysFixtureOptions } from '../../../fixtures/journeys-result.ts';
import { settle } from '../../support/fake-engine.ts';
import { railTitle } from '../rail.ts';
import { openJourneys } from './journeys-window.ts';

// Drawing is the charts' own test; here nothing draws.
vi.mock('../../../../src/renderer/charts/load-plotly.ts', () => ({
  loadPlotly: () => Promise.resolve({ react: () => Promise.resolve(), purge: () => undefined }),
}));

const heading = () => screen.getByRole('heading', { level: 1 });
const words = () => screen.getByRole('region', { name: 'What to know first' });
const table = () => screen.getByRole('grid', { name: 'Segments' });

describe('the overview', () => {
  it('says the finding, then whether it can be believed, then shows it', async () => {
    const { result } = await openJourneys();
    expect(heading().textContent).toBe(result.headline);
    for (const sentence of [
      result.encoder.sentence,
      result.confounders?.sentence ?? '',
      result.stability.sentence,
    ])
      expect(words().textContent).toContain(sentence);
    const [figure] = within(screen.getByRole('main')).getAllByRole('figure');
    const isBefore = (a: Node, b: Node) =>
      (a.compareDocumentPosition(b) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0;
    expect(figure && isBefore(words(), figure) && isBefore(figure, table())).toBe(true);
    expect(table().textContent).toContain('Everybody');
    expect(table().textContent).toMatch(/\d+(\.\d+)? \(.+ to .+\)/);
  });

  it.each(['no-better-than-counting', 'no-signal'] as const)(
    'offers counts where the network is %s, and runs with them',
    async (verdict) => {
      const { app, engine } = await openJourneys({ verdict });
      await fireEvent.click(screen.getByRole('button', { name: 'Run with counts instead' }));
      await settle();
      await settle();
      expect(app.project.draft.recipe.journeys?.encoder.kind).toBe('counts');
      expect(engine.inputsOf('job.start')).toMatchObject([
        { kind: 'fit', params: { recipe: { journeys: { encoder: { kind: 'counts' } } } } },
      ]);
      await app.history.undo();
      expect(app.project.draft.recipe.journeys?.encoder.kind).toBeNull();
    },
  );

  it('offers nothing where the network is better, or was not asked', async () => {
    await openJourneys({ verdict: 'network-better' });
    expect(screen.queryByRole('button', { name: /^Run with counts/ })).toBeNull();
  });

  it('says that length cannot explain what is not told apart', async () => {
    await openJourneys({ segmentCount: 1 });
    expect(words().textContent).toContain('With fewer than two segments');
  });

  it('shows a new name in the table at once, and takes it back', async () => {
    const { app, result } = await openJourneys();
    await app.runs.rename('r1', result.segments[0]!, 'Calm readers');
    await settle();
    expect(table().textContent).toContain('Calm readers');
    await app.history.undo();
    await settle();
    expect(table().textContent).not.toContain('Calm readers');
  });

  it('has the score card of a sample', async () => {
    await openJourneys({ scoreCard: true });
    expect(screen.getByRole('region', { name: /^Score card/ })).toBeTruthy();
  });
});

describe('the segments', () => {
  it('are cards with typical journeys, told in words to those who do not see them', async () => {
    const { app, result } = await openJourneys();
    app.navigation.results('segments');
    await settle();
    const [first] = result.segments;
    const strip = screen.getByRole('img', { name: new RegExp(`^${first?.typical[0]?.person}: `) });
    expect(strip.children).toHaveLength(Math.min(40, first?.typical[0]?.kinds.length ?? 0));
    expect(screen.getAllByText('Typical journeys')).toHaveLength(4);
    // People like no others are no segment: they have no name to give.
    expect(screen.getAllByRole('button', { name: /, rename segment \d$/ })).toHaveLength(4);
    expect(screen.getByText('In no segment')).toBeTruthy();
  });

  it('are named where they stand', async () => {
    const { app, engine } = await openJourneys();
    app.navigation.results('segments');
    await settle();
    await fireEvent.click(screen.getByRole('button', { name: /, rename segment 1$/ }));
    const field = screen.getByRole('textbox', { name: 'Name of segment 1' });
    await fireEvent.input(field, { target: { value: 'Calm readers' } });
    await fireEvent.keyDown(field, { key: 'Enter' });
    await settle();
    expect(engine.inputsOf('run.rename')).toMatchObject([{ runId: 'r1', name: 'Calm readers' }]);
    expect(screen.getByRole('heading', { level: 2, name: /Calm readers/ })).toBeTruthy();
  });
});

describe('all pages', () => {
  it.each([
    ['a usual run', {}],
    ['no segment', { segmentCount: 0 }],
    ['a tree', { clustering: 'hdbscan', outcome: false }],
    ['k-means on counts', { clustering: 'k-means', encoder: 'counts' }],
  ] satisfies [string, JourneysFixtureOptions][])('show %s', async (_, options) => {
    const { app, result } = await openJourneys(options);
    expect(heading().textContent).toBe(result.headline);
    expect(screen.queryByRole('alert')).toBeNull();
    for (const page of ['segments', 'people', 'diagnosis', 'export'] as const) {
      app.navigation.results(page);
      await settle();
      expect(heading().textContent).toContain(railTitle());
      expect(screen.queryByRole('alert')).toBeNull();
    }
  });
});

describe('the radius', () => {
  const recluster = ({ eps, minPts }: EngineParsedInput<'journeys.recluster'>) => ({
    clusterCount: eps > 0.5 ? 1 : 3,
    noiseShare: 0.25,
    sizes: eps > 0.5 ? [450] : [200, 150, 100],
    mapLabels: Array.from({ length: 600 }, (_, i) => (i % 4 === 3 ? -1 : 0)),
    distanceCurve: { rank: [0, 599], distance: [0.1, 2], kneeRank: 0, kneeClear: minPts > 5 },
  });

  async function atDiagnosis(options: JourneysFixtureOptions = {}) {
    const window = await openJourneys(options, { 'journeys.recluster': recluster });
    window.app.navigation.results('diagnosis');
    await settle();
    return window;
  }
  const button = (name: string) => screen.getByRole<HTMLButtonElement>('button', { name });
  const slider = () => screen.getByRole<HTMLInputElement>('slider', { name: 'Radius' });

  it('moves, and the clusters follow; nothing is changed until it is run', async () => {
    const { app, engine } = await atDiagnosis();
    expect(screen.getByText('As it was run.')).toBeTruthy();
    expect(button('Run with this radius').disabled).toBe(true);
    await fireEvent.input(slider(), { target: { value: '0.6' } });
    await settle();
    const [asked] = engine.inputsOf('journeys.recluster') as { eps: number; minPts: number }[];
    expect(asked?.minPts).toBe(10);
    expect(asked?.eps).toBeCloseTo(0.6, 1);
    expect(screen.getByText('1 segment')).toBeTruthy();
    expect(app.project.draft.recipe.journeys?.clustering).toEqual({
      kind: 'dbscan',
      minPts: null,
      eps: null,
    });
    await fireEvent.click(button('Back to the run'));
    await settle();
    expect(screen.getByText('As it was run.')).toBeTruthy();
  });

  it('is run with, and can be undone', async () => {
    const { app, engine } = await atDiagnosis();
    await fireEvent.input(screen.getByLabelText('Neighbours'), { target: { value: '25' } });
    await settle();
    expect(screen.getByText('3 segments')).toBeTruthy();
    await fireEvent.click(button('Run with this radius'));
    await settle();
    await settle();
    expect(engine.inputsOf('job.start')).toMatchObject([
      {
        params: {
          recipe: { journeys: { clustering: { kind: 'dbscan', minPts: 25, eps: 0.42 } } },
        },
      },
    ]);
    await app.history.undo();
    expect(app.project.draft.recipe.journeys?.clustering).toMatchObject({ eps: null });
  });

  it('asks one question at a time, and the newest next', async () => {
    const { engine } = await atDiagnosis();
    for (const value of ['0.2', '0.3', '0.4', '0.5'])
      await fireEvent.input(slider(), { target: { value } });
    await settle();
    await settle();
    const asked = engine.inputsOf('journeys.recluster') as { eps: number }[];
    expect(asked.length).toBeLessThan(4);
    expect(asked.at(-1)?.eps).toBeCloseTo(0.5, 1);
  });

  it('is not there where nobody has neighbours', async () => {
    await atDiagnosis({ clustering: 'k-means' });
    expect(screen.queryByRole('slider')).toBeNull();
  });

  it('begins at the knee where the run had none', async () => {
    const { result } = await atDiagnosis({ clustering: 'hdbscan' });
    const start = ranAt(result.clustering);
    expect(start?.eps).toBeGreaterThan(0);
    const range = radiusRange(result.clustering);
    expect(range!.low).toBeLessThan(start!.eps);
    expect(range!.high).toBeGreaterThan(start!.eps);
  });
});

describe('clusters of another radius', () => {
  const group = (label: number, colour: string, isNoise = false) => ({
    label,
    name: `Segment ${label}`,
    shortName: `Segment ${label}`,
    colour,
    isNoise,
  });
  const groups = [group(0, '#00638d'), group(1, '#f09500'), group(2, '#888888', true)];

  it('keep name and colour of the segment that most of their people were in', () => {
    const labels = [0, 0, 0, 1, 1, 1, 2, 2];
    const found = matchClusters({ groups, labels }, [1, 1, 1, 0, 0, -1, -1, 0], 2);
    expect(found.map(({ name, colour, label }) => [name, colour, label])).toEqual([
      ['Segment 1', '#f09500', 0],
      ['Segment 0', '#00638d', 1],
      ['Like no others', '#888888', -1],
    ]);
  });

  it('are new where they are made of several, or of people in none', () => {
    const labels = [0, 0, 1, 1, 2, 2];
    const found = matchClusters({ groups, labels }, [0, 0, 0, 0, 1, 1], 2);
    expect(found.map(({ name }) => name)).toEqual([
      'New cluster 1',
      'New cluster 2',
      'Like no others',
    ]);
    expect(new Set(found.map(({ colour }) => colour)).size).toBe(3);
  });
});

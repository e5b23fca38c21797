// The results pages: the finding first, names that follow at once, people by pages, new people placed.
import { fireEvent, screen, within } from '@testing-library/svelte';
import { describe, expect, it, vi } from 'vitest';
import { settle } from '../support/fake-engine.ts';
import { railTitle } from './rail.ts';
import { openResults } from './results-window.ts';

// Drawing is the charts' own test; here nothing draws.
vi.mock('../../../src/renderer/charts/load-plotly.ts', () => ({
  loadPlotly: () => Promise.resolve({ react: () => Promise.resolve(), purge: () => undefined }),
}));

const heading = () => screen.getByRole('heading', { level: 1 });
const segments = () => screen.getByRole('grid', { name: 'Segments' });

describe('the overview', () => {
  it('begins with the finding, then a picture, the table and the four answers', async () => {
    const { result } = await openResults();
    expect(heading().textContent).toBe(result.headline);
    const main = screen.getByRole('main');
    const [figure] = within(main).getAllByRole('figure');
    const answers = screen.getByLabelText('The four questions');
    const isBefore = (a: Node, b: Node) =>
      (a.compareDocumentPosition(b) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0;
    expect(figure && isBefore(figure, segments())).toBe(true);
    expect(isBefore(segments(), answers)).toBe(true);
    expect(within(answers).getAllByRole('heading')).toHaveLength(4);
  });

  it('shows a new name in the table and in the answers at once, and takes it back', async () => {
    const { app, result } = await openResults();
    const answer = result.answers.flatMap(({ sentences }) => sentences).find((s) => s.segmentId);
    const segment = result.segments.find(({ id }) => id === answer?.segmentId);
    await app.runs.rename('r1', segment!, 'Faithful friends');
    await settle();
    expect(segments().textContent).toContain('Faithful friends');
    expect(screen.getByLabelText('The four questions').textContent).toContain('Faithful friends');
    await app.history.undo();
    await settle();
    expect(segments().textContent).not.toContain('Faithful friends');
  });

  it('says where a planted group is no segment of its own, only on a sample', async () => {
    const { result } = await openResults({ scoreCard: true });
    const card = screen.getByRole('region', { name: /^Score card/ });
    const rows = within(card).getAllByRole('row').slice(1);
    expect(rows).toHaveLength(result.scoreCard?.segments.length ?? 0);
    const lost = result.scoreCard?.segments.filter((group) => group.matchedSegmentId === null);
    expect(within(card).queryAllByText(/^Not a segment of its own/)).toHaveLength(
      lost?.length ?? 0,
    );
  });

  it('has no score card where the truth is not known', async () => {
    await openResults({ scoreCard: false });
    expect(screen.queryByRole('region', { name: /^Score card/ })).toBeNull();
  });
});

describe('the other pages', () => {
  it.each(['k-means', 'gaussian-mixture', 'quintile-scores'] as const)(
    'all show a run of %s',
    async (model) => {
      const { app } = await openResults(
        { model },
        { 'run.people': () => ({ total: 0, rows: [] }) },
      );
      for (const page of ['segments', 'people', 'diagnosis', 'export'] as const) {
        app.navigation.results(page);
        await settle();
        expect(heading().textContent).toContain(railTitle());
        expect(screen.queryByRole('alert')).toBeNull();
      }
    },
  );

  it.each([
    ['k-means', true],
    ['quintile-scores', false],
  ] as const)('tables of %s say the unit, and only what was asked', async (model, isAsked) => {
    const { app } = await openResults({ model });
    app.navigation.results('segments');
    await settle();
    const heads = within(segments()).getAllByRole('columnheader');
    const words = heads.map(({ textContent }) => textContent?.trim() ?? '');
    expect(words.some((word) => word.startsWith('Recency (days), median'))).toBe(true);
    expect(words.some((word) => word.startsWith('Clicks, median'))).toBe(true);
    expect(words.some((word) => word.startsWith('Silhouette'))).toBe(isAsked);
  });

  it('states the rule of scores, and only there', async () => {
    const { app } = await openResults({ model: 'quintile-scores' });
    app.navigation.results('diagnosis');
    await settle();
    const card = screen.getByRole('region', { name: 'The score rule' });
    const rows = within(card).getAllByRole('row');
    const wordsOf = ({ textContent }: Element) => textContent.replace(/\s+/g, ' ').trim();
    const words = rows.map((row) => [...row.querySelectorAll('th, td')].map(wordsOf).join(' '));
    expect(words).toContain('3 under 12 500 people from 2 500 people from 1,200 400 people');
    expect(words).toContain('Lost 1 1 to 5 1 to 5');
    expect(card.textContent).toContain('who fits none is in "Others"');
  });

  it('asks the engine for people by part of the key, and says where nobody fits', async () => {
    const { app, engine } = await openResults({}, { 'run.people': () => ({ total: 0, rows: [] }) });
    app.navigation.findPerson();
    await settle();
    const field = screen.getByLabelText('Find a person');
    expect(document.activeElement).toBe(field);
    await fireEvent.input(field, { target: { value: 'C00' } });
    await settle();
    expect(engine.inputsOf('run.people').at(-1)).toMatchObject({ search: 'C00', runId: 'r1' });
    expect(screen.getByText('Nobody fits the search and the filter.')).toBeTruthy();
  });

  it('places new people with the recipe of the run and says how much they differ', async () => {
    const window = await openResults({}, { 'job.start': () => ({ jobId: 'j1' }) });
    const { app, shell, engine } = window;
    const file = { handle: 'f2', fileName: 'june.csv', sizeBytes: 10, available: true };
    shell.answers['shell.chooseData'] = () => file;
    shell.answers['shell.chooseOutput'] = () => 'out-1';
    app.navigation.results('export');
    await settle();
    await fireEvent.click(screen.getByRole('button', { name: 'Choose new data' }));
    await settle();
    expect(engine.inputsOf('job.start')).toMatchObject([
      { kind: 'score', params: { runId: 'r1', source: { file: 'f2' }, output: 'out-1' } },
    ]);
    const feature = {
      name: 'frequency',
      populationStabilityIndex: 0.4,
      outOfRangeShare: 0.1,
      verdict: 'different',
    };
    const drift = {
      verdict: 'different',
      sentence: 'They differ.',
      personCount: 7,
      features: [feature],
    };
    engine.emit('job.ended', {
      jobId: 'j1',
      kind: 'score',
      state: 'done',
      error: null,
      result: { drift, segments: [{ name: 'Loyal', personCount: 7 }], fileName: 'placed.csv' },
    });
    await settle();
    const card = screen.getByRole('region', { name: 'Place new people' });
    expect(card.textContent).toContain('They differ.');
    expect(
      within(card).getByRole('row', { name: /^Clicks 0\.400 10 % very different/ }),
    ).toBeTruthy();
  });
});

// The results pages of States: the finding and its warnings, names that follow, one person, diagnosis.
import { fireEvent, screen, within } from '@testing-library/svelte';
import { describe, expect, it, vi } from 'vitest';
import { PersonaeError } from '../../../../src/shared/errors.ts';
import {
  endingSentence,
  nextSentence,
  nowSentence,
} from '../../../../src/renderer/features/results/states/person-words.ts';
import { makePersonStates } from '../../../fixtures/person-states.ts';
import { makeStatesResult, type StatesFixtureOptions } from '../../../fixtures/states-result.ts';
import { settle } from '../../support/fake-engine.ts';
import { railTitle } from '../rail.ts';
import { openStates } from './states-window.ts';

// Drawing is the charts' own test; here nothing draws.
vi.mock('../../../../src/renderer/charts/load-plotly.ts', () => ({
  loadPlotly: () => Promise.resolve({ react: () => Promise.resolve(), purge: () => undefined }),
}));

const heading = () => screen.getByRole('heading', { level: 1 });
const states = () => screen.getByRole('grid', { name: 'States' });

describe('the overview', () => {
  it('begins with the finding, then a picture and the table of states', async () => {
    const { result } = await openStates();
    expect(heading().textContent).toBe(result.headline);
    const [figure] = within(screen.getByRole('main')).getAllByRole('figure');
    expect(figure?.getAttribute('aria-label')).toBe('How large the states are');
    expect(states().textContent).toContain('Commuters');
    expect(screen.queryByRole('region', { name: 'Runaway of the likelihood' })).toBeNull();
  });

  it('warns of a runaway once, with the nats that come of it', async () => {
    const { result } = await openStates({ runaway: true });
    const notice = screen.getByRole('region', { name: 'Runaway of the likelihood' });
    expect(notice.textContent).toContain(result.runaway?.sentence);
    expect(notice.textContent).toContain('13.2 nats a row');
    expect(notice.textContent).toContain('Any cancelled in 2 states');
    expect(screen.getAllByText(result.runaway!.sentence)).toHaveLength(1);
  });

  it('shows three warnings at once and folds the others', async () => {
    const warnings = ['First.', 'Second.', 'Third.', 'Fourth.', 'Fifth.'];
    await openStates({ warnings });
    expect(screen.getByText('Third.').closest('details')).toBeNull();
    expect(screen.getByText('Fourth.').closest('details')).not.toBeNull();
    expect(screen.getByText('2 further remarks')).toBeTruthy();
  });

  it('shows a new name in the table at once, and takes it back', async () => {
    const { app, result } = await openStates();
    await app.runs.rename('r1', result.segments[1]!, 'Office days');
    await settle();
    expect(states().textContent).toContain('Office days');
    await app.history.undo();
    await settle();
    expect(states().textContent).not.toContain('Office days');
  });

  it('says on a sample how many rows are the planted ones', async () => {
    await openStates({ scoreCard: true });
    expect(screen.getByRole('region', { name: /^Score card/ })).toBeTruthy();
    expect(screen.getByText(/^Row by row/).textContent).toContain('93 %');
  });
});

describe('the states', () => {
  it('are cards with a name to change, and a table in own units', async () => {
    const { app, engine } = await openStates();
    app.navigation.results('segments');
    await settle();
    expect(heading().textContent).toBe('States');
    await fireEvent.click(screen.getAllByRole('button', { name: 'Commuters, rename state 2' })[0]!);
    const input = screen.getByRole('textbox', { name: 'Name of state 2' });
    await fireEvent.input(input, { target: { value: 'Office days' } });
    await fireEvent.keyDown(input, { key: 'Enter' });
    await settle();
    expect(engine.inputsOf('run.rename')).toMatchObject([
      { segmentId: 'state-2', name: 'Office days' },
    ]);
    expect(screen.getByRole('heading', { level: 2, name: /^Office days/ })).toBeTruthy();
    const table = screen.getByRole('grid', { name: 'States in own units' });
    expect(table.textContent).toMatch(/\d %/);
  });

  it('are named in the table of people, also where each usually is', async () => {
    const { app } = await openStates(
      {},
      {
        'run.people': () => ({
          total: 1,
          rows: [{ person: 'P3', segment: 3, numbers: { usualState: 2 } }],
        }),
      },
    );
    app.navigation.results('people');
    await settle();
    const table = screen.getByRole('grid', { name: 'People' });
    expect(within(table).getByRole('columnheader', { name: /^Usual state/ })).toBeTruthy();
    await settle();
    const row = within(table)
      .getAllByRole('row')
      .find(({ textContent }) => textContent.includes('P3'));
    expect(row?.textContent).toMatch(/P3\s*Dormant.*Commuters/s);
  });

  it('lead to people who are surely in them', async () => {
    const { app } = await openStates();
    app.navigation.results('segments');
    await settle();
    await fireEvent.click(screen.getAllByRole('button', { name: 'P2' })[0]!);
    await settle();
    expect(heading().textContent).toBe('One person: P2');
  });
});

describe('one person', () => {
  it('is asked for, and offered where nobody was', async () => {
    const { app } = await openStates();
    app.navigation.results('person');
    await settle();
    expect(screen.getByRole('heading', { name: 'Nobody is chosen yet' })).toBeTruthy();
    await fireEvent.click(screen.getByRole('button', { name: 'Show P1' }));
    await settle();
    expect(heading().textContent).toBe('One person: P1');
  });

  it('is told in words, as a picture, ahead, row by row and event by event', async () => {
    const { app } = await openStates();
    app.navigation.showPerson('P3');
    await settle();
    expect(screen.getByText(/^In .* sure\) for/)).toBeTruthy();
    expect(screen.getByRole('figure', { name: 'P3 over time' })).toBeTruthy();
    const forecast = screen.getByRole('region', { name: 'Forecast of P3' });
    expect(within(forecast).getAllByRole('row')).toHaveLength(13);
    const rows = screen.getByRole('region', { name: 'Rows of P3' });
    expect(within(rows).getByRole('columnheader', { name: 'Known then' })).toBeTruthy();
    expect(within(rows).getAllByText(', filled in').length).toBeGreaterThan(0);
    expect(screen.getByRole('region', { name: 'Raw events' }).textContent).toContain('cancelled');
  });

  it.each([
    ['one dormant state has it in its own column', [3], 0],
    ['several have a column for all of them', [2, 3], 1],
    ['none has none', [], 0],
  ])('is told once how likely dormancy is: %s', async (_, dormantStates, columnCount) => {
    const { app, result } = await openStates({ dormantStates });
    app.navigation.showPerson('P3');
    await settle();
    const forecast = screen.getByRole('region', { name: 'Forecast of P3' });
    const heads = within(forecast).getAllByRole('columnheader');
    expect(heads).toHaveLength(1 + result.segments.length + columnCount);
    const inAll = heads.filter(({ textContent }) => textContent.includes('in all'));
    expect(inAll).toHaveLength(columnCount);
    // A dormant state whose name does not say so says it beside the name.
    const told = heads.filter(({ textContent }) => textContent.includes('(dormant'));
    expect(told).toHaveLength(dormantStates.includes(2) ? 1 : 0);
  });

  it.each([
    ['is the state it most likely is in', [3], false],
    ['is another state', [0], true],
    ['is one of several states', [2, 3], true],
  ])('is told once what is likeliest where the dormant state %s', (_, dormantStates, isSaid) => {
    const result = makeStatesResult({ dormantStates });
    const probabilities = [0.1, 0.1, 0.2, 0.6];
    const dormancy = dormantStates.reduce((sum, state) => sum + (probabilities[state] ?? 0), 0);
    const forecast = [{ period: '2023-09-04', probabilities, dormancy }];
    const view = { ...makePersonStates(result), forecast };
    const sentence = nextSentence(view, result.segments, { one: 'week', many: 'weeks' });
    expect(sentence).toContain('In 1 week most likely in Dormant (60 %).');
    expect(sentence?.includes('The probability of being dormant then')).toBe(isSaid);
  });

  it('says where the rows end early, and that the person came back', () => {
    const unit = { one: 'week', many: 'weeks' };
    const view = makePersonStates(makeStatesResult());
    expect(endingSentence(view, unit)).toBeNull();
    expect(nowSentence(view, () => 'Dormant', unit)).toMatch(/^In Dormant/);
    const ending = { lastPeriod: '2024-03-04', gapCutoff: 19, returned: '2024-05-01' };
    expect(nowSentence({ ...view, ending }, () => 'Dormant', unit)).toMatch(/^Last in Dormant/);
    expect(endingSentence({ ...view, ending }, unit)).toBe(
      'The rows end with the week of 4 Mar 2024: nothing happened for more than 19 weeks, and the person counts as dormant. The person came back on 1 May 2024; what happened since is not in the rows, so the state is not that of today.',
    );
    expect(nextSentence({ ...view, ending }, [], unit)).toMatch(/^12 weeks after the last row /);
    const ofPanel = { ...ending, gapCutoff: null, returned: null };
    expect(endingSentence({ ...view, ending: ofPanel }, unit)).toContain('has no later row');
  });

  it('of a panel has no events, and says so', async () => {
    const { app } = await openStates({ input: 'panel' });
    app.navigation.showPerson('P3');
    await settle();
    expect(screen.getByText('The source is a panel: there are no events.')).toBeTruthy();
  });

  it('is found by a part of the key', async () => {
    const { app, engine } = await openStates(
      {},
      {
        'run.people': () => ({
          total: 1,
          rows: [{ person: 'P17', segment: 0, numbers: {} }],
        }),
      },
    );
    app.navigation.results('person');
    await settle();
    await fireEvent.input(screen.getByLabelText('Person'), { target: { value: '17' } });
    await new Promise((resolve) => setTimeout(resolve, 260));
    await settle();
    expect(engine.inputsOf('run.people').at(-1)).toMatchObject({ search: '17', limit: 8 });
    await fireEvent.click(screen.getByRole('button', { name: 'P17' }));
    await settle();
    expect(app.navigation.person).toBe('P17');
    expect(engine.inputsOf('person.read').at(-1)).toMatchObject({ runId: 'r1', person: 'P17' });
  });

  it('who is not there is said, with the way to all people', async () => {
    const { app } = await openStates(
      {},
      {
        'person.read': () => {
          throw new PersonaeError({ code: 'person.missing', message: 'There is no person P99.' });
        },
      },
    );
    app.navigation.showPerson('P99');
    await settle();
    expect(screen.getByRole('alert').textContent).toContain('There is no person P99.');
    await fireEvent.click(screen.getByRole('button', { name: 'Look through all people' }));
    expect(app.navigation.place).toMatchObject({ kind: 'results', page: 'people' });
  });
});

describe('the diagnosis', () => {
  it('says why this number, what others would take, and what failed', async () => {
    const { app } = await openStates();
    app.navigation.results('diagnosis');
    await settle();
    const why = screen.getByRole('region', { name: '4 states: why' });
    expect(why.textContent).toContain('within one standard error');
    expect(why.textContent).toContain('BIC with n = rows would take 13 states');
    expect(why.textContent).toContain('A state was left without rows');
    const table = screen.getByRole('grid', { name: 'Numbers of states that were tried' });
    expect(table.textContent).toContain('4 (chosen)');
    expect(table.textContent).toContain('under 1 %');
    const panel = screen.getByRole('region', { name: 'The panel' });
    expect(panel.textContent).toContain('12 people: fewer than 4 weeks');
    expect(panel.textContent).toContain('One person and week');
  });
});

describe('every page', () => {
  it.each([
    ['a usual run', { scoreCard: true }],
    ['one state given by hand', { stateCount: 1, fixedK: true }],
    ['thirteen states', { stateCount: 13, personCount: 200 }],
    ['a panel that existed already', { input: 'panel' }],
    ['a constant feature', { constantFeature: true }],
  ] satisfies [string, StatesFixtureOptions][])('shows %s', async (_, options) => {
    const { app } = await openStates(options);
    for (const page of ['segments', 'people', 'person', 'diagnosis', 'export'] as const) {
      app.navigation.results(page);
      await settle();
      expect(heading().textContent).toContain(railTitle());
      expect(screen.queryByRole('alert')).toBeNull();
    }
  });
});

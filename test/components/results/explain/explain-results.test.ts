// The results of workflow Explain: what makes each segment, rules with their SQL, one person, what-if.
import { fireEvent, screen, within } from '@testing-library/svelte';
import { describe, expect, it, vi } from 'vitest';
import { whatIfInvented } from '../../../fixtures/explain/explain-person.ts';
import { explainPeople, makeExplainResult } from '../../../fixtures/explain-result.ts';
import { settle } from '../../support/fake-engine.ts';
import { railTitle } from '../rail.ts';
import { openExplained } from './explain-window.ts';

// Drawing is the charts' own test; here nothing draws.
vi.mock('../../../../src/renderer/charts/load-plotly.ts', () => ({
  loadPlotly: () => Promise.resolve({ react: () => Promise.resolve(), purge: () => undefined }),
}));

const heading = () => screen.getByRole('heading', { level: 1 });
const main = () => screen.getByRole('main');

async function openPerson(
  ...given: Parameters<typeof openExplained>
): ReturnType<typeof openExplained> {
  const window = await openExplained(...given);
  window.app.navigation.showPerson('person-0003');
  await settle();
  await settle();
  return window;
}

describe('the overview', () => {
  it('begins with the finding, then one sentence for each segment, and says what it is not', async () => {
    const { result } = await openExplained();
    expect(heading().textContent).toBe(result.headline);
    const sentences = screen.getByRole('region', { name: 'What makes each segment' });
    for (const { description } of result.segments)
      expect(sentences.textContent).toContain(description);
    expect(main().textContent).toContain(result.explanations.caution);
    expect(main().textContent).toContain(result.comparison.verdict.sentence);
  });

  it('warns where the model is no better than guessing', async () => {
    const { result } = await openExplained({ shuffled: true });
    const warnings = screen.getAllByRole('list', { name: 'Warnings' });
    expect(warnings.map((list) => list.textContent).join()).toContain(
      result.comparison.verdict.sentence,
    );
  });

  it('lists the doubtful, and a double click opens the person', async () => {
    const { app, result, engine } = await openExplained();
    const table = screen.getByRole('grid', { name: 'Doubtful people' });
    const first = result.assignment.doubtful[0]?.person ?? '';
    const cell = within(table).getByText(first);
    await fireEvent.dblClick(cell);
    await settle();
    expect(app.navigation.person).toBe(first);
    expect(heading().textContent).toBe(`One person: ${first}`);
    expect(engine.inputsOf('person.explain')).toMatchObject([{ runId: 'r1', person: first }]);
  });

  it('says nothing of an assignment where everybody has a label', async () => {
    await openExplained({ unlabelledShare: 0 });
    expect(screen.queryByRole('region', { name: 'People without a label' })).toBeNull();
  });
});

describe('the segments', () => {
  it('are cards of rules with precision, coverage and the SQL that counts the same', async () => {
    const { app, result } = await openExplained();
    app.navigation.results('segments');
    await settle();
    await settle();
    expect(heading().textContent).toBe('Segments');
    const [rule] = result.segments[0]?.rules ?? [];
    expect(main().textContent).toContain(rule?.text);
    expect(main().querySelector('details figure')?.textContent).toContain('FROM customers');
    expect(screen.getAllByText('the same').length).toBe(
      result.segments.reduce((sum, { rules }) => sum + rules.length, 0),
    );
  });

  it('say so where the SQL counts something else', async () => {
    const { app, result } = await openExplained();
    const [rule] = result.segments[0]?.rules ?? [];
    if (!rule) throw new Error('The fixture has rules.');
    rule.sqlHitCount += 1;
    app.runs.clear();
    app.navigation.results('segments');
    await settle();
    await settle();
    expect(screen.getAllByText('differs')).toHaveLength(1);
  });

  it('show a new name at once, and take it back', async () => {
    const { app, result } = await openExplained();
    app.navigation.results('segments');
    await settle();
    await app.runs.rename('r1', result.segments[1]!, 'Faithful friends');
    await settle();
    expect(screen.getByRole('heading', { level: 2, name: /Faithful friends/ })).toBeTruthy();
    expect(main().textContent).toContain('Label in the data: Researchers.');
    await app.history.undo();
    await settle();
    expect(main().textContent).not.toContain('Faithful friends');
  });
});

describe('the explanations', () => {
  it('show the beeswarm of the segment that is chosen', async () => {
    const { app } = await openExplained();
    app.navigation.results('explanations');
    await settle();
    await fireEvent.click(screen.getByRole('tab', { name: 'Newcomers' }));
    expect(
      screen.getByRole('figure', { name: 'What speaks for Newcomers, person by person' }),
    ).toBeTruthy();
  });

  it('follow the feature that is chosen; a category has no accumulated effects', async () => {
    const { app, result } = await openExplained();
    app.navigation.results('explanations');
    await settle();
    const plan = result.features.find(({ kind }) => kind === 'categorical');
    const select = screen.getByRole('combobox', { name: 'Feature' });
    await fireEvent.change(select, { target: { value: String(plan?.index) } });
    expect(
      screen.getByRole('figure', { name: `How probabilities follow ${plan?.name ?? ''}` }),
    ).toBeTruthy();
    expect(screen.queryByRole('figure', { name: /^Accumulated local effects/ })).toBeNull();
  });

  it('name the correlated pair behind a disagreement', async () => {
    const { app } = await openExplained();
    app.navigation.results('explanations');
    await settle();
    const part = screen.getByRole('region', { name: 'Do the methods agree?' });
    expect(part.textContent).toContain('Pages per session and Sessions go together (0.89)');
  });

  it('have a list instead of tabs for many segments', async () => {
    const { app } = await openExplained({ classCount: 13, personCount: 900 });
    app.navigation.results('explanations');
    await settle();
    expect(screen.queryByRole('tab')).toBeNull();
    expect(screen.getByRole('combobox', { name: 'Segment' })).toBeTruthy();
  });
});

describe('one person', () => {
  it('is said with label and model, and read again for another segment', async () => {
    const { engine, people } = await openPerson();
    expect(heading().textContent).toBe('One person: person-0003');
    const person = people.find((each) => each.person === 'person-0003');
    expect(main().textContent).toContain(person?.label === null ? 'Has no label' : 'in the data');
    await fireEvent.click(screen.getByRole('tab', { name: 'Newcomers' }));
    await settle();
    await settle();
    expect(engine.inputsOf('person.explain').at(-1)).toMatchObject({ classIndex: 2 });
    expect(
      screen.getByRole('figure', { name: 'What moves person-0003 towards Newcomers' }),
    ).toBeTruthy();
  });

  it('is found by a part of the key, and Enter takes the first', async () => {
    const { app } = await openPerson();
    const field = screen.getByLabelText('Find a person');
    await fireEvent.input(field, { target: { value: '0042' } });
    await new Promise((done) => setTimeout(done, 220));
    await settle();
    expect(screen.getByRole('button', { name: /person-0042/ })).toBeTruthy();
    await fireEvent.keyDown(field, { key: 'Enter' });
    await settle();
    await settle();
    expect(app.navigation.person).toBe('person-0042');
    expect(heading().textContent).toBe('One person: person-0042');
  });

  it('says what went wrong, and leads to all people', async () => {
    const { app } = await openPerson();
    app.navigation.choosePerson('nobody');
    await settle();
    await settle();
    expect(screen.getByRole('alert').textContent).toContain('nobody is called nobody');
    await fireEvent.click(screen.getByRole('button', { name: 'Choose from all people' }));
    expect(heading().textContent).toBe('People');
  });
});

describe('what if', () => {
  it('asks with the value that is moved, and shows what the model says', async () => {
    const { engine } = await openPerson();
    const before = engine.inputsOf('run.whatIf').length;
    await fireEvent.input(screen.getByLabelText('Blogs viewed'), { target: { value: '12' } });
    await settle();
    await settle();
    expect(engine.inputsOf('run.whatIf').slice(before)).toMatchObject([
      { runId: 'r1', person: 'person-0003', changes: { 'Blogs viewed': 12 } },
    ]);
    const part = screen.getByRole('region', { name: 'What if?' });
    expect(part.textContent).toContain('with the values as they are moved');
    await fireEvent.click(screen.getByRole('button', { name: 'Blogs viewed as it was' }));
    await settle();
    expect(engine.inputsOf('run.whatIf').at(-1)).toMatchObject({ changes: {} });
  });

  it('has one question on its way at most, and ends with the newest', async () => {
    const waiting: (() => void)[] = [];
    const { engine } = await openPerson(
      {},
      {
        'run.whatIf': async ({ person, changes }) => {
          await new Promise<void>((done) => waiting.push(done));
          return whatIfInvented(explainPeople(), makeExplainResult().features, person, changes);
        },
      },
    );
    const slider = screen.getByLabelText('Blogs viewed');
    for (const value of ['1', '2', '3', '4']) await fireEvent.input(slider, { target: { value } });
    await settle();
    expect(engine.inputsOf('run.whatIf')).toHaveLength(1);
    waiting.shift()?.();
    await settle();
    await settle();
    expect(engine.inputsOf('run.whatIf')).toHaveLength(2);
    expect(engine.inputsOf('run.whatIf').at(-1)).toMatchObject({ changes: { 'Blogs viewed': 4 } });
  });

  it('takes over the nearest change', async () => {
    const { engine } = await openPerson();
    await fireEvent.click(screen.getByRole('button', { name: 'Try it below' }));
    await settle();
    expect(engine.inputsOf('run.whatIf').at(-1)).toMatchObject({ changes: { 'Blogs viewed': 14 } });
  });

  it('moves a category by a list, and a value that can be missing to missing', async () => {
    const { engine } = await openPerson();
    const plan = screen.getByLabelText('Plan <basic & more>');
    await fireEvent.change(plan, { target: { value: 'gold' } });
    await fireEvent.click(screen.getByRole('button', { name: 'Customer age missing' }));
    await settle();
    await settle();
    expect(engine.inputsOf('run.whatIf').at(-1)).toMatchObject({
      changes: { 'Plan <basic & more>': 'gold', 'Customer age': null },
    });
  });
});

describe('the diagnosis', () => {
  it('has the models, the join and the leaks', async () => {
    const { app } = await openExplained();
    app.navigation.results('diagnosis');
    await settle();
    const models = screen.getByRole('grid', { name: 'Models' });
    expect(models.textContent).toContain('Gradient boosting (chosen)');
    const web = screen.getByRole('region', { name: 'Table web' });
    expect(web.textContent).toContain('such as ck-91, ck-340, ck-777');
    expect(
      screen.getByRole('region', { name: 'Columns that may know the answer' }).textContent,
    ).toContain('balanced accuracy of 0.97');
    expect(main().textContent).toContain('no: It is the same for everybody.');
    // Old runs count from no day.
    expect(screen.queryByText('As-of date')).toBeNull();
  });
});

describe('every page', () => {
  it.each([2, 3, 13])('shows a run of %s segments', async (classCount) => {
    const { app } = await openExplained({ classCount, personCount: 900 });
    for (const page of [
      'segments',
      'explanations',
      'people',
      'person',
      'diagnosis',
      'export',
    ] as const) {
      app.navigation.results(page);
      await settle();
      await settle();
      expect(heading().textContent).toContain(railTitle());
      expect(screen.queryByRole('alert')).toBeNull();
    }
  });
});

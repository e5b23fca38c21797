// The wizard of workflow Explain: joined tables, suggestions, columns in bulk, the join report, undo.
import { fireEvent, screen, within } from '@testing-library/svelte';
import { describe, expect, it, vi } from 'vitest';
import { recipeOf } from '../../../../src/renderer/state/draft-recipe.ts';
import { makeJoinReport } from '../../../fixtures/explain/explain-join.ts';
import { explainPeople } from '../../../fixtures/explain-result.ts';
import { settle } from '../../support/fake-engine.ts';
import { afterTyping } from '../support/wizard-window.ts';
import { explainProject, openExplainStep, web } from './explain-wizard-window.ts';

vi.mock('../../../../src/renderer/charts/load-plotly.ts', () => ({
  loadPlotly: () => Promise.resolve({ react: () => Promise.resolve(), purge: () => undefined }),
}));

const joined = { tables: [{ name: 'web', source: web, key: 'visitor' }] };
const region = (name: string) => screen.getByRole('region', { name });

describe('the data step', () => {
  it('asks for the main table where there is none', async () => {
    const { app } = await openExplainStep('data', explainProject(undefined, false));
    expect(screen.getByText('No data yet')).toBeTruthy();
    expect(screen.queryByRole('button', { name: 'Add a table' })).toBeNull();
    expect(app.project.draft.recipe.explain).toBeUndefined();
  });

  it('takes person, label and columns as suggested, as one step of undo', async () => {
    const { app } = await openExplainStep('data', explainProject());
    const taken = app.project.draft.recipe.explain;
    expect(taken?.person).toBe('id');
    expect(taken?.label).toMatchObject({ kind: 'column', column: 'segment', table: null });
    expect(taken?.columns?.map(({ name, role }) => `${name} ${role}`)).toEqual([
      'id ignored',
      'age feature',
      'segment ignored',
      'since ignored',
    ]);
    await app.history.undo();
    await settle();
    expect(app.project.draft.recipe.explain).toBeUndefined();
  });

  it('adds a table with a name and a key, and takes it away with its columns', async () => {
    const { app } = await openExplainStep('data', explainProject());
    await fireEvent.click(screen.getByRole('button', { name: 'Add a table' }));
    await fireEvent.click(screen.getByRole('menuitem', { name: /^web\.csv/ }));
    await afterTyping();
    // Its columns are asked for once it is there.
    await afterTyping();
    const explain = () => app.project.draft.recipe.explain;
    expect(explain()?.tables).toMatchObject([{ name: 'web', key: 'visitor', identity: null }]);
    expect(explain()?.columns?.some(({ table }) => table === 'web')).toBe(true);
    expect(region('Table web').textContent).toContain('several rows a person');
    expect(region('Table web').textContent).toContain('an identity map links them');
    await fireEvent.click(screen.getByRole('button', { name: 'Remove the table web' }));
    expect(explain()?.tables).toEqual([]);
    expect(explain()?.columns?.some(({ table }) => table === 'web')).toBe(false);
    await app.history.undo();
    expect(explain()?.tables).toHaveLength(1);
  });

  it('links a table by an identity map, with its columns as suggested', async () => {
    const { app } = await openExplainStep('data', explainProject(joined));
    await fireEvent.click(screen.getByRole('button', { name: 'Link by an identity map' }));
    const menu = screen.getByRole('menu', { name: 'Link by an identity map' });
    await fireEvent.click(within(menu).getByRole('menuitem', { name: /^links\.csv/ }));
    await afterTyping();
    expect(app.project.draft.recipe.explain?.tables).toMatchObject([
      { identity: { personColumn: 'customer', keyColumn: 'cookie', source: { file: 'links' } } },
    ]);
    await fireEvent.click(screen.getByRole('button', { name: 'Join without the map' }));
    expect(app.project.draft.recipe.explain?.tables).toMatchObject([{ identity: null }]);
  });

  it('shows the first rows of every table', async () => {
    await openExplainStep('data', explainProject(joined));
    expect(screen.getByText('first of crm')).toBeTruthy();
    await fireEvent.click(screen.getByRole('tab', { name: 'web' }));
    await afterTyping();
    expect(screen.getByText('first of web')).toBeTruthy();
  });

  it('renames a table, and its columns follow', async () => {
    const { app } = await openExplainStep('data', explainProject(joined));
    await fireEvent.click(screen.getByRole('button', { name: /rename table web$/ }));
    const field = screen.getByRole('textbox', { name: 'Name of table web' });
    await fireEvent.input(field, { target: { value: 'visits' } });
    await fireEvent.keyDown(field, { key: 'Enter' });
    await settle();
    const { tables, columns } = app.project.draft.recipe.explain ?? {};
    expect(tables).toMatchObject([{ name: 'visits' }]);
    expect(columns?.filter(({ table }) => table === 'visits')).toHaveLength(3);
  });
});

describe('the roles step', () => {
  it('changes many columns at once, but neither person nor label', async () => {
    const { app } = await openExplainStep('roles', explainProject(joined));
    await fireEvent.click(screen.getByRole('checkbox', { name: 'Select all columns' }));
    await fireEvent.click(screen.getByRole('button', { name: 'Use' }));
    const roles = () =>
      Object.fromEntries(
        (app.project.draft.recipe.explain?.columns ?? []).map(({ name, role }) => [name, role]),
      );
    expect(roles()).toMatchObject({ age: 'feature', since: 'feature', 'pages sum': 'feature' });
    expect(roles()).toMatchObject({ id: 'ignored', segment: 'ignored' });
    await app.history.undo();
    expect(roles()).toMatchObject({ since: 'ignored' });
  });

  it('finds columns, and changes only those that are selected', async () => {
    const { app } = await openExplainStep('roles', explainProject(joined));
    await fireEvent.input(screen.getByLabelText('Find a column'), { target: { value: 'web' } });
    expect(screen.queryByRole('combobox', { name: 'Role of age' })).toBeNull();
    await fireEvent.click(screen.getByRole('checkbox', { name: 'Select pages sum' }));
    await fireEvent.change(
      screen.getByRole('combobox', { name: 'Aggregation of the selected columns' }),
      { target: { value: 'mean' } },
    );
    const columns = app.project.draft.recipe.explain?.columns ?? [];
    expect(columns.filter(({ aggregation }) => aggregation === 'mean')).toMatchObject([
      { name: 'pages sum' },
    ]);
  });

  it('asks for the cells that count where a share is taken', async () => {
    const { app } = await openExplainStep('roles', explainProject(joined));
    await fireEvent.change(screen.getByRole('combobox', { name: 'Aggregation of pages sum' }), {
      target: { value: 'share' },
    });
    await fireEvent.click(screen.getByRole('button', { name: 'More about pages sum' }));
    await fireEvent.input(screen.getByLabelText('Cells that count'), {
      target: { value: '1, 2 ' },
    });
    const columns = app.project.draft.recipe.explain?.columns ?? [];
    expect(columns.find(({ name }) => name === 'pages sum')?.values).toEqual(['1', '2']);
  });

  it('refuses a name that another column has', async () => {
    const { app } = await openExplainStep('roles', explainProject());
    await fireEvent.click(screen.getByRole('button', { name: 'More about age' }));
    const field = screen.getByLabelText('Name in results');
    await fireEvent.input(field, { target: { value: 'Since' } });
    expect(screen.getByText('Another column has this name.')).toBeTruthy();
    await fireEvent.focusOut(field);
    expect(app.project.draft.recipe.explain?.columns?.map(({ name }) => name)).toContain('age');
  });

  it('takes another column as label, which then is no feature', async () => {
    const { app } = await openExplainStep('roles', explainProject());
    await fireEvent.change(screen.getByLabelText('Column of the segment'), {
      target: { value: JSON.stringify([null, 'age']) },
    });
    const { label, columns } = app.project.draft.recipe.explain ?? {};
    expect(label).toMatchObject({ column: 'age', aggregation: 'value' });
    expect(columns?.find(({ name }) => name === 'age')?.role).toBe('ignored');
  });

  it('offers earlier runs as label, but none where there is none', async () => {
    await openExplainStep('roles', explainProject());
    expect(screen.getByRole<HTMLInputElement>('radio', { name: 'An earlier run' }).disabled).toBe(
      true,
    );
  });
});

describe('the quality step', () => {
  const report = makeJoinReport(explainPeople(), 3);
  const columns = [
    { table: null, column: 'converted', name: 'Converted' },
    { table: null, column: 'age', name: 'Customer age' },
  ];
  const chosen = { person: 'id', label: { kind: 'column', column: 'segment' }, columns };

  async function openChecked() {
    const window = await openExplainStep('quality', explainProject(chosen), {
      'job.start': () => ({ jobId: 'j1' }),
    });
    await settle();
    window.engine.emit('job.ended', {
      jobId: 'j1',
      kind: 'join',
      state: 'done',
      error: null,
      result: report,
    });
    await settle();
    return window;
  }

  it('joins by itself and says what matched, was lost and duplicated', async () => {
    const { engine } = await openChecked();
    expect(engine.inputsOf('job.start')).toMatchObject([{ kind: 'join' }]);
    const table = region('Table web');
    expect(table.textContent).toContain('no person has, such as ck-91');
    expect(table.textContent).toContain('37 at most (person-0007)');
  });

  it('ignores a leaking column by one click, as one step of undo', async () => {
    const { app } = await openChecked();
    const leaks = region('Columns that may know the answer');
    await fireEvent.click(
      within(leaks).getByRole('button', { name: 'Ignore this column: Converted' }),
    );
    const roleOf = () =>
      app.project.draft.recipe.explain?.columns?.find(({ name }) => name === 'Converted')?.role;
    expect(roleOf()).toBe('ignored');
    expect(within(leaks).getByRole('button', { name: 'Use Converted again' })).toBeTruthy();
    await app.history.undo();
    expect(roleOf()).toBe('feature');
  });

  it('says what is missing first where there is nothing to be joined', async () => {
    const { engine } = await openExplainStep('quality', explainProject(undefined, false));
    expect(screen.getByText('Nothing to join yet')).toBeTruthy();
    expect(engine.inputsOf('job.start')).toEqual([]);
  });

  it('shows why the tables cannot be joined', async () => {
    const window = await openExplainStep('quality', explainProject(chosen), {
      'job.start': () => ({ jobId: 'j1' }),
    });
    window.engine.emit('job.ended', {
      jobId: 'j1',
      kind: 'join',
      state: 'failed',
      result: null,
      error: { code: 'join.no-match', message: 'No key of web is a person.' },
    });
    await settle();
    expect(screen.getByRole('alert').textContent).toContain('No key of web is a person.');
    expect(window.app.steps.marks.quality).toMatchObject({ mark: 'decide' });
  });
});

describe('the settings step', () => {
  const chosen = { person: 'id', label: { kind: 'column', column: 'segment' } };

  it('begins with the defaults of the recipe, and keeps what is chosen', async () => {
    const { app } = await openExplainStep('settings', explainProject(chosen));
    expect(screen.getByRole<HTMLInputElement>('radio', { name: /^The best of all/ }).checked).toBe(
      true,
    );
    await fireEvent.click(screen.getByRole('radio', { name: 'Random forest' }));
    await fireEvent.input(screen.getByLabelText('Folds'), { target: { value: '3' } });
    const recipe = recipeOf(app.project.draft);
    if (recipe?.workflow !== 'explain') throw new Error('The recipe is complete.');
    expect(recipe.explain).toMatchObject({ model: 'forest', foldCount: 3, classWeights: 'none' });
    await app.history.undo();
    await app.history.undo();
    expect(app.project.draft.recipe.explain?.model ?? null).toBeNull();
  });

  it('splits by a date of the main table', async () => {
    const { app } = await openExplainStep('settings', explainProject(chosen));
    await fireEvent.change(screen.getByLabelText('People are split'), {
      target: { value: 'since' },
    });
    expect(app.project.draft.recipe.explain?.timeColumn).toBe('since');
  });
});

describe('the run step', () => {
  it('says in sentences what will be done', async () => {
    const { app } = await openExplainStep(
      'run',
      explainProject({ ...joined, person: 'id', label: { kind: 'column', column: 'segment' } }),
    );
    const summary = region('What will be done');
    expect(summary.textContent).toContain('The main table comes from crm.csv.');
    expect(summary.textContent).toContain('Joined to it: web.');
    expect(summary.textContent).toContain('The known segments stand in segment.');
    expect(screen.getByRole('button', { name: 'Explain the segments' })).toBeTruthy();
    expect(recipeOf(app.project.draft)?.workflow).toBe('explain');
  });

  it('grows with models and folds', async () => {
    const { engine } = await openExplainStep(
      'run',
      explainProject({ person: 'id', label: { kind: 'column', column: 'segment' } }),
    );
    const progress = {
      stage: 'Comparing',
      stageNumber: 3,
      stageCount: 9,
      fraction: 0.3,
      remainingMs: null,
    };
    engine.emit('job.changed', { jobId: 'j7', kind: 'fit', state: 'running', progress });
    engine.emit('job.partial', {
      jobId: 'j7',
      partial: {
        workflow: 'explain',
        personCount: 400,
        models: [
          { kind: 'forest', foldsDone: 2, foldCount: 5, logLoss: 0.4, balancedAccuracy: 0.8 },
        ],
      },
    });
    await settle();
    expect(screen.getByRole('figure', { name: 'Models on people held out, so far' })).toBeTruthy();
  });
});

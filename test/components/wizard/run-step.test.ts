// Step 5: the recipe in sentences, what is missing, the run, its growing picture, and its end.
import { fireEvent, screen, waitFor, within } from '@testing-library/svelte';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { rfeRecipeSchema } from '../../../src/shared/recipe/rfe-recipe.ts';
import { makeRfeResult } from '../../fixtures/rfe-result.ts';
import { settle, type EngineAnswers } from '../support/fake-engine.ts';
import { emptyProject, type FakeWindow } from '../support/fake-host.ts';
import { react } from './support/drawn-figures.ts';
import {
  openStep,
  orderAnswers,
  orderMapping,
  orders,
  projectWith,
} from './support/wizard-window.ts';

vi.mock('../../../src/renderer/charts/load-plotly.ts', async () =>
  (await import('./support/drawn-figures.ts')).plotlyMock(),
);
beforeEach(() => react.mockClear());

const answers: EngineAnswers = {
  ...orderAnswers,
  'job.start': () => ({ jobId: 'run-1' }),
  'job.cancel': () => undefined,
};
const button = (name: string | RegExp) => screen.getByRole<HTMLButtonElement>('button', { name });
const show = () => openStep('run', projectWith({ mapping: orderMapping }), answers);

function running({ engine }: FakeWindow): Promise<void> {
  engine.emit('job.changed', {
    jobId: 'run-1',
    kind: 'fit',
    state: 'running',
    progress: {
      stage: 'Fitting',
      stageNumber: 4,
      stageCount: 7,
      fraction: 0.5,
      metric: 'K = 6, restart 4 of 20',
      remainingMs: null,
    },
  });
  return settle();
}

describe('before the run', () => {
  it('the recipe is told in sentences, each with the way back to its step', async () => {
    const { app } = await show();
    const summary = screen.getByRole('region', { name: 'What will be done' });
    expect(within(summary).getByText('The rows come from orders.csv.')).toBeTruthy();
    expect(within(summary).getByText('Person: customer; time: at; amount: total.')).toBeTruthy();
    expect(screen.getByText('9 numbers of segments, 20 starts each')).toBeTruthy();
    await fireEvent.click(within(summary).getByRole('button', { name: /Quality/ }));
    expect(app.navigation.place).toEqual({ kind: 'step', step: 'quality' });
  });

  it('what is missing is named, with the way to its step', async () => {
    const { app, engine } = await openStep('run', emptyProject(), answers);
    expect(screen.getAllByText('No data is chosen yet.').length).toBeGreaterThan(0);
    expect(button('Run the segmentation').disabled).toBe(true);
    await fireEvent.keyDown(document.body, { key: 'Enter' });
    await settle();
    expect(engine.inputsOf('job.start')).toEqual([]);
    await fireEvent.click(button('Go to data'));
    expect(app.navigation.place).toEqual({ kind: 'step', step: 'data' });
  });

  it('the title is edited in one step of undo', async () => {
    const { app } = await show();
    await fireEvent.input(screen.getByLabelText('Title'), { target: { value: 'S' } });
    await fireEvent.input(screen.getByLabelText('Title'), { target: { value: 'Spring' } });
    expect(app.project.draft.recipe.title).toBe('Spring');
    await app.history.undo();
    expect(app.project.draft.recipe.title).toBe('Orders');
  });

  it('a recipe can be opened instead', async () => {
    const { app, shell } = await show();
    const recipe = {
      version: 1,
      workflow: 'rfe',
      title: 'From elsewhere',
      source: { kind: 'parquet', file: '/elsewhere/visits.parquet' },
      mapping: { person: { column: 'who' }, time: { column: 'when', format: 'native' } },
    };
    shell.answers['shell.chooseRecipe'] = () => ({ json: JSON.stringify(recipe) });
    await fireEvent.click(button('Open a recipe'));
    await settle();
    expect(app.project.draft.recipe.title).toBe('From elsewhere');
    expect(app.navigation.place).toEqual({ kind: 'step', step: 'data' });
  });
});

describe('the run', () => {
  it('starts with Enter, on the recipe with all its defaults, and settles the steps', async () => {
    const { app, engine } = await show();
    await fireEvent.keyDown(document.body, { key: 'Enter' });
    await settle();
    expect(engine.inputsOf('job.start')).toMatchObject([
      { kind: 'fit', params: { recipe: { model: { kind: 'k-means' }, seed: 1 } } },
    ]);
    expect(app.steps.marks.quality.mark).toBe('complete');
    expect(app.steps.marks.settings.mark).toBe('complete');
  });

  it('shows stage and progress, draws what is there so far, and can be cancelled', async () => {
    const window = await show();
    await running(window);
    expect(screen.getByRole('heading', { level: 1 }).textContent).toBe(
      'The segments are being found',
    );
    expect(screen.getByText('Fitting, stage 4 of 7')).toBeTruthy();
    expect(screen.getByText('K = 6, restart 4 of 20')).toBeTruthy();
    expect(screen.getByText('Time left: not known yet')).toBeTruthy();
    expect(button('Running').disabled).toBe(true);
    for (const restart of [0, 1])
      window.engine.emit('job.partial', {
        jobId: 'run-1',
        partial: {
          workflow: 'rfe',
          personCount: 40,
          candidates: [
            { k: 2, inertia: 90 },
            { k: 3, inertia: 60 },
          ],
          trace: { k: 3, restart, values: [80, 70, 60 + restart] },
        },
      });
    await settle();
    expect(screen.getByRole('figure', { name: 'Numbers of segments tried so far' })).toBeTruthy();
    expect(screen.getByRole('figure', { name: 'Restarts of k = 3 so far' })).toBeTruthy();
    // Both restarts are drawn, though each message brought only one.
    await waitFor(() =>
      expect(react.mock.calls.some(([, traces]) => traces.length === 2)).toBe(true),
    );
    await fireEvent.click(button('Cancel'));
    await settle();
    expect(window.engine.inputsOf('job.cancel')).toEqual([{ jobId: 'run-1' }]);
  });

  it('of settings that have been run already is offered again, but Enter shows the results', async () => {
    const recipe = rfeRecipeSchema.parse({
      version: 1,
      workflow: 'rfe',
      source: orders.suggested,
      mapping: orderMapping,
    });
    const summary = {
      id: 'r1',
      title: 'Orders',
      workflow: 'rfe' as const,
      finishedAt: '2026-05-21T10:00:00Z',
      durationMs: 1000,
      headline: '4 segments of 3,997 people.',
      segmentCount: 4,
      personCount: 3997,
      shares: [],
    };
    const result = makeRfeResult();
    const project = { ...projectWith(recipe), runs: [summary] };
    const { app } = await openStep('run', project, {
      ...answers,
      'run.read': () => ({ summary, result, recipe }),
    });
    expect(screen.getByRole('heading', { level: 1 }).textContent).toBe(
      'These settings have been run',
    );
    expect(screen.getByText('4 segments of 3,997 people.')).toBeTruthy();
    expect(button('Run again').disabled).toBe(false);
    await fireEvent.keyDown(document.body, { key: 'Enter' });
    expect(app.navigation.place).toEqual({ kind: 'results', page: 'overview', runId: 'r1' });
  });

  it('that was cancelled or failed says so and can be started again', async () => {
    const window = await show();
    await running(window);
    const end = { jobId: 'run-1', kind: 'fit' as const, result: null };
    window.engine.emit('job.ended', { ...end, state: 'cancelled', error: null });
    await settle();
    expect(screen.getByRole('heading', { name: 'The run was cancelled' })).toBeTruthy();
    window.engine.emit('job.ended', {
      ...end,
      jobId: 'run-2',
      state: 'failed',
      error: {
        code: 'data.too-few-persons',
        message: 'There are 3 people, and 10 are needed.',
        hint: 'Leave out fewer rows.',
      },
    });
    await settle();
    expect(screen.getByRole('alert').textContent).toContain('Leave out fewer rows.');
    await fireEvent.click(button('Run again'));
    await settle();
    expect(window.engine.inputsOf('job.start')).toHaveLength(1);
  });
});

// Step 2 and step 5 of States: what a row is, and the recipe in sentences with the growing picture.
import { fireEvent, screen } from '@testing-library/svelte';
import { describe, expect, it, vi } from 'vitest';
import { statesSettingsSchema } from '../../../../src/shared/recipe/states-settings.ts';
import { settle } from '../../support/fake-engine.ts';
import { openStatesStep, ridesProject } from './states-window.ts';

vi.mock('../../../../src/renderer/charts/load-plotly.ts', () => ({
  loadPlotly: () => Promise.resolve({ react: () => Promise.resolve(), purge: () => undefined }),
}));

describe('the roles', () => {
  it('ask first what a row is; a panel needs neither kind nor amount', async () => {
    const { app } = await openStatesStep('roles');
    expect(screen.getByLabelText('Kind of event')).toBeTruthy();
    expect(screen.getByLabelText('Amount')).toBeTruthy();
    expect(screen.queryByLabelText('Session')).toBeNull();
    await fireEvent.click(screen.getByRole('radio', { name: 'A person and a period' }));
    expect(app.project.draft.recipe.states?.panel.input).toBe('panel');
    expect(screen.queryByLabelText('Kind of event')).toBeNull();
    // What is mapped counts, and so it is shown.
    expect(screen.getByLabelText('Amount')).toBeTruthy();
  });

  it('begin the features anew where a row is something else, and undo brings them back', async () => {
    const features = [
      { name: 'events', label: 'Events', measure: 'events', fill: 'zero', emission: 'gaussian' },
    ];
    const { app } = await openStatesStep(
      'roles',
      ridesProject({ states: statesSettingsSchema.parse({ features }) }),
    );
    await fireEvent.click(screen.getByRole('radio', { name: 'A person and a period' }));
    expect(app.project.draft.recipe.states?.features).toEqual([]);
    await app.history.undo();
    expect(app.project.draft.recipe.states?.features).toHaveLength(1);
  });
});

describe('the run', () => {
  it('says the recipe in sentences and what it will take', async () => {
    await openStatesStep('run');
    const said = screen.getByRole('region', { name: 'What will be done' }).textContent;
    expect(said).toContain('Every week (from Monday) of a person is a row');
    expect(said).toContain('ready-made features');
    expect(said).toContain('2 to 13 states are tried');
    const taking = screen.getByRole('region', { name: 'What the run will take' }).textContent;
    expect(taking).toContain('12 numbers');
    expect(taking).toContain('5 parts of the people held out');
  });

  it('speaks of rows, not events, where the source is a panel', async () => {
    const states = statesSettingsSchema.parse({ panel: { input: 'panel' } });
    await openStatesStep('run', ridesProject({ states }));
    const said = screen.getByRole('region', { name: 'What will be done' }).textContent;
    expect(said).toContain('from the first row until 19 weeks without one have passed');
  });

  it('says when the settings are those of the notebook', async () => {
    const states = statesSettingsSchema.parse({
      model: { emissions: 'all-gaussian', criterion: 'bic-rows' },
    });
    await openStatesStep('run', ridesProject({ states }));
    expect(screen.getByText('These are the settings of the 2023 notebook.')).toBeTruthy();
  });

  it('shows the curve and the restarts as they grow', async () => {
    const { engine } = await openStatesStep('run', ridesProject(), {
      'job.start': () => ({ jobId: 'j1' }),
    });
    await fireEvent.click(screen.getByRole('button', { name: 'Run the segmentation' }));
    await settle();
    engine.emit('job.changed', {
      jobId: 'j1',
      kind: 'fit',
      state: 'running',
      progress: null,
    });
    engine.emit('job.partial', {
      jobId: 'j1',
      partial: {
        workflow: 'states',
        personCount: 160,
        rowCount: 3200,
        candidates: [{ k: 2, heldOutPerRow: -2.5, heldOutError: 0.1, bicRows: 9000 }],
        trace: { k: 3, restart: 0, values: [-3, -2.6, -2.5] },
      },
    });
    await settle();
    expect(screen.getByRole('figure', { name: 'Numbers of states tried so far' })).toBeTruthy();
    expect(screen.getByRole('figure', { name: 'Restarts of 3 states so far' })).toBeTruthy();
    expect(screen.getByText('160 people, 3,200 rows')).toBeTruthy();
  });
});

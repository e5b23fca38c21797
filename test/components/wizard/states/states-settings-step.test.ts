// Step 4 of States: periods, the feature editor with one person's rows, the model, the notebook preset.
import { fireEvent, screen, within } from '@testing-library/svelte';
import { describe, expect, it } from 'vitest';
import { PersonaeError } from '../../../../src/shared/errors.ts';
import { statesSettingsSchema } from '../../../../src/shared/recipe/states-settings.ts';
import { makePanelPreview } from '../../../fixtures/person-states.ts';
import { makeStatesResult } from '../../../fixtures/states-result.ts';
import { settle } from '../../support/fake-engine.ts';
import { emptyProject } from '../../support/fake-host.ts';
import { afterTyping } from '../support/wizard-window.ts';
import { openStatesStep, ridesProject } from './states-window.ts';

const field = (name: string | RegExp) => screen.getByLabelText<HTMLInputElement>(name);
const radio = (name: string | RegExp) => screen.getByRole<HTMLInputElement>('radio', { name });
const button = (name: string | RegExp) => screen.getByRole<HTMLButtonElement>('button', { name });
const type = (name: string, value: string) => fireEvent.input(field(name), { target: { value } });
const choose = (name: string, value: string) =>
  fireEvent.change(field(name), { target: { value } });
const statesOf = (window: Awaited<ReturnType<typeof openStatesStep>>) =>
  window.app.project.draft.recipe.states;

describe('the panel', () => {
  it('is set by period, first weekday, gap cutoff and least rows', async () => {
    const window = await openStatesStep('settings');
    await choose('A week begins on', 'sunday');
    await type('A person is dormant after', '8');
    await type('Least rows a person', '6');
    expect(statesOf(window)?.panel).toMatchObject({
      firstWeekday: 'sunday',
      gapCutoff: 8,
      minimumPeriods: 6,
    });
    await fireEvent.click(radio('Month'));
    expect(statesOf(window)?.panel.period).toBe('month');
    expect(screen.queryByLabelText('A week begins on')).toBeNull();
    await window.app.history.undo();
    expect(statesOf(window)?.panel.period).toBe('week');
  });

  it('begins with a kind of event only once a value is chosen', async () => {
    const window = await openStatesStep('settings');
    await choose("Rows begin with a person's first event", 'event:status');
    expect(statesOf(window)?.panel.startsWith ?? null).toBeNull();
    const kinds = screen.getByRole('group', { name: 'Kinds that open the rows' });
    await fireEvent.click(within(kinds).getByRole('checkbox', { name: 'completed' }));
    expect(statesOf(window)?.panel.startsWith).toEqual({
      column: { column: 'status', from: 'event' },
      values: ['completed'],
    });
    await choose("Rows begin with a person's first event", '');
    expect(statesOf(window)?.panel.startsWith).toBeNull();
  });
});

describe('the rows of one person', () => {
  it('show what was seen, filled in and missing', async () => {
    await openStatesStep('settings');
    const table = screen.getByRole('region', { name: 'Rows of P3' });
    expect(within(table).getAllByText(', filled in').length).toBeGreaterThan(0);
    expect(within(table).getAllByText('missing').length).toBeGreaterThan(0);
    expect(screen.getByText(/^The rows go from the first event/)).toBeTruthy();
  });

  it('follow the settings and the person asked for', async () => {
    const { engine } = await openStatesStep('settings');
    await type('Another person, by key', 'P5');
    await fireEvent.click(button('Show'));
    await afterTyping();
    expect(engine.inputsOf('panel.preview').at(-1)).toMatchObject({ person: 'P5' });
    expect(screen.getByRole('region', { name: 'Rows of P5' })).toBeTruthy();
    await fireEvent.click(button('A typical person'));
    await type('A person is dormant after', '4');
    await afterTyping();
    expect(engine.inputsOf('panel.preview').at(-1)).toMatchObject({
      person: null,
      recipe: { states: { panel: { gapCutoff: 4 } } },
    });
  });

  it('are read first where the data has not been read', async () => {
    let reads = 0;
    const { engine } = await openStatesStep('settings', ridesProject(), {
      'panel.preview': () => {
        throw new PersonaeError({
          code: 'data.not-read',
          message: 'rides.csv has not been read yet.',
        });
      },
      'job.start': () => {
        reads += 1;
        return { jobId: `q${reads}` };
      },
    });
    await settle();
    // Without being asked for, once.
    expect(engine.inputsOf('job.start')).toMatchObject([{ kind: 'quality' }]);
  });

  it('are read again where a feature measures another column', async () => {
    const { engine, app } = await openStatesStep('settings', ridesProject(), {
      'panel.preview': ({ recipe }) => {
        if (recipe.states.features.length > 0)
          throw new PersonaeError({ code: 'data.not-read', message: 'Not with these columns.' });
        return makePanelPreview(makeStatesResult());
      },
      'job.start': () => ({ jobId: 'q1' }),
    });
    expect(engine.inputsOf('job.start')).toEqual([]);
    await choose('Another feature', 'mean');
    await choose('Its column', 'event:price');
    await fireEvent.click(button('Add the feature'));
    await afterTyping();
    await afterTyping();
    expect(engine.inputsOf('job.start')).toMatchObject([
      { kind: 'quality', params: { recipe: { states: app.project.draft.recipe.states } } },
    ]);
  });

  it('say the error of a person who is not there', async () => {
    await openStatesStep('settings', ridesProject(), {
      'panel.preview': () => {
        throw new PersonaeError({ code: 'person.missing', message: 'There is no person P99.' });
      },
    });
    expect(screen.getByRole('alert').textContent).toContain('There is no person P99.');
  });
});

describe('the features', () => {
  it('are the ready-made ones until one is changed', async () => {
    const window = await openStatesStep('settings');
    expect(statesOf(window)).toBeUndefined();
    expect(screen.getByText(/^Ready-made for the columns/)).toBeTruthy();
    const [fill] = screen.getAllByLabelText('In periods without events');
    await fireEvent.change(fill!, { target: { value: 'missing' } });
    const features = statesOf(window)?.features ?? [];
    expect(features.map(({ measure, fill: policy }) => [measure, policy])).toEqual([
      ['events', 'missing'],
      ['periods-since-event', 'increment'],
      ['weekend-share', 'missing'],
      ['any-of', 'zero'],
      ['running-mean', 'carry-forward'],
    ]);
    expect(screen.getByText('Chosen by hand.')).toBeTruthy();
    await window.app.history.undo();
    expect(statesOf(window)?.features ?? []).toEqual([]);
  });

  it('are added from the registry with a column, changed and removed', async () => {
    const window = await openStatesStep('settings');
    await choose('Another feature', 'share-of');
    expect(button('Add the feature').disabled).toBe(true);
    await choose('Its column', 'event:city');
    await fireEvent.click(button('Add the feature'));
    const values = screen
      .getAllByRole('group', { name: 'Values that count' })
      .find((group) => within(group).queryByRole('checkbox', { name: 'Rome' }));
    await fireEvent.click(within(values!).getByRole('checkbox', { name: 'Rome' }));
    expect(statesOf(window)?.features.at(-1)).toMatchObject({
      measure: 'share-of',
      column: { column: 'city', from: 'event' },
      values: ['Rome'],
      fill: 'missing',
    });
    await fireEvent.click(button('Remove Share of city Rome'));
    expect(statesOf(window)?.features).toHaveLength(5);
  });

  it('are called by their values until somebody calls them otherwise, each differently', async () => {
    const window = await openStatesStep('settings');
    const add = async () => {
      await choose('Another feature', 'share-of');
      await choose('Its column', 'event:city');
      await fireEvent.click(button('Add the feature'));
    };
    const pick = async (value: string, place: number) => {
      const boxes = screen.getAllByRole('checkbox', { name: value });
      await fireEvent.click(boxes.at(place)!);
    };
    const labels = () =>
      statesOf(window)
        ?.features.slice(5)
        .map(({ label }) => label);
    await add();
    await add();
    expect(labels()).toEqual(['Share of city', 'Share of city (2)']);
    await pick('Rome', -2);
    expect(labels()).toEqual(['Share of city Rome', 'Share of city (2)']);
    const [, own] = screen.getAllByLabelText('Label').slice(-2);
    await fireEvent.input(own!, { target: { value: 'Mostly in Rome' } });
    await pick('Rome', -1);
    expect(labels()).toEqual(['Share of city Rome', 'Mostly in Rome']);
  });

  it('of words of which none says yes need a chosen value', async () => {
    const features = [
      { name: 'events', label: 'Events', measure: 'events', fill: 'zero', emission: 'gaussian' },
    ];
    const { app } = await openStatesStep(
      'settings',
      ridesProject({ states: statesSettingsSchema.parse({ features }) }),
    );
    await choose('Another feature', 'any-of');
    await choose('Its column', 'event:city');
    await fireEvent.click(button('Add the feature'));
    await settle();
    const fault = 'Any city: choose at least one value that counts.';
    expect(app.steps.marks.settings.sentence).toBe(fault);
    const [group] = screen
      .getAllByRole('group', { name: 'Values that count' })
      .filter(({ textContent }) => textContent.includes(fault));
    await fireEvent.click(within(group!).getByRole('checkbox', { name: 'Berlin' }));
    await settle();
    expect(app.steps.marks.settings.mark).not.toBe('decide');
  });

  it('of a measure that needs a column are a fault without one', async () => {
    const features = [
      { name: 'mean', label: 'Average', measure: 'mean', fill: 'missing', emission: 'gaussian' },
    ];
    const { app } = await openStatesStep(
      'settings',
      ridesProject({ states: statesSettingsSchema.parse({ features }) }),
    );
    expect(app.steps.marks.settings.sentence).toBe('Average: choose its column.');
    await choose('Column', 'event:price');
    await settle();
    expect(app.project.draft.recipe.states?.features[0]).toMatchObject({
      label: 'Average price',
      column: { column: 'price', from: 'event' },
    });
    expect(app.steps.marks.settings.mark).not.toBe('decide');
  });

  it('cannot all be removed', async () => {
    const features = [
      { name: 'events', label: 'Events', measure: 'events', fill: 'zero', emission: 'gaussian' },
    ];
    await openStatesStep(
      'settings',
      ridesProject({ states: statesSettingsSchema.parse({ features }) }),
    );
    expect(button('Remove Events').disabled).toBe(true);
  });
});

describe('the model', () => {
  it('has a range that has to be one, or a number set by hand', async () => {
    const window = await openStatesStep('settings');
    await type('Fewest', '8');
    await type('Most', '4');
    expect(window.app.steps.marks.settings.sentence).toBe(
      'The smallest number of states is above the largest.',
    );
    await type('Most', '9');
    await choose('Chosen by', 'bic-persons');
    expect(statesOf(window)?.model).toMatchObject({
      kMinimum: 8,
      kMaximum: 9,
      criterion: 'bic-persons',
    });
    await fireEvent.click(radio('Set by hand'));
    await type('States', '3');
    expect(statesOf(window)?.model.k).toBe(3);
  });

  it('can be that of the 2023 notebook, with a warning, and back', async () => {
    const window = await openStatesStep('settings');
    await fireEvent.click(button('As in the 2023 notebook'));
    expect(statesOf(window)?.model).toMatchObject({
      emissions: 'all-gaussian',
      criterion: 'bic-rows',
    });
    expect(screen.getByText(/0\/1 columns make the/)).toBeTruthy();
    await fireEvent.click(button('Back to the recommended model'));
    expect(statesOf(window)?.model).toMatchObject({ emissions: 'mixed', criterion: 'held-out' });
    await window.app.history.undo();
    expect(statesOf(window)?.model.emissions).toBe('all-gaussian');
  });

  it('has folded settings that say what they are set to, each with why', async () => {
    const window = await openStatesStep('settings');
    expect(screen.getByText('10 restarts · diagonal · seed 1')).toBeTruthy();
    expect(screen.getByText(/^Default 0.8/)).toBeTruthy();
    await type('Restarts', '3');
    await type('Variance floor', '0.01');
    await choose('Spread of Gaussian columns', 'full');
    await type('A sample of people', '500');
    await type('Periods ahead', '4');
    await type('Seed', '7');
    expect(statesOf(window)).toMatchObject({
      horizon: 4,
      panel: { personSample: 500 },
      model: { restartCount: 3, varianceFloor: 0.01, covariance: 'full' },
    });
    expect(window.app.project.draft.recipe.seed).toBe(7);
  });
});

it('without data the page says what will be here', async () => {
  const project = emptyProject();
  const { app } = await openStatesStep('settings', {
    ...project,
    draft: { ...project.draft, workflow: 'states' },
  });
  await fireEvent.click(button('Choose the data'));
  expect(app.navigation.place).toEqual({ kind: 'step', step: 'data' });
});

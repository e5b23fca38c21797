// Step 4: measures that the mapping allows, the as-of date, the model, folded settings, explanations.
import { fireEvent, screen, within } from '@testing-library/svelte';
import { describe, expect, it } from 'vitest';
import { PersonaeError } from '../../../src/shared/errors.ts';
import type { EngineAnswers } from '../support/fake-engine.ts';
import { emptyProject } from '../support/fake-host.ts';
import {
  afterTyping,
  openStep,
  orderAnswers,
  orderMapping,
  projectWith,
} from './support/wizard-window.ts';

const answers: EngineAnswers = {
  ...orderAnswers,
  'features.explain': ({ features }) => [
    {
      name: 'frequency',
      label: 'Frequency',
      unit: 'events',
      definition: `Number of ${features.frequency.measure} of the person.`,
      sql: 'SELECT count(*) FROM event',
    },
  ],
};

const field = (name: string) => screen.getByLabelText<HTMLInputElement>(name);
const radio = (name: string) => screen.getByRole<HTMLInputElement>('radio', { name });
const type = (name: string, value: string) => fireEvent.input(field(name), { target: { value } });
const choose = (name: string, value: string) =>
  fireEvent.change(field(name), { target: { value } });

const show = (recipe: object = {}) =>
  openStep('settings', projectWith({ mapping: orderMapping, ...recipe }), answers);

describe('measures', () => {
  it('are explained by the engine, live, in words and in SQL', async () => {
    const { shell } = await show();
    expect(screen.getByText('Number of events of the person.')).toBeTruthy();
    await choose('Frequency: number of', 'active-days');
    await afterTyping();
    expect(screen.getByText('Number of active-days of the person.')).toBeTruthy();
    await fireEvent.click(screen.getByRole('button', { name: 'Show the SQL' }));
    expect(screen.getByText('SELECT count(*) FROM event')).toBeTruthy();
    await fireEvent.click(screen.getByRole('button', { name: 'Copy SQL of Frequency' }));
    expect(shell.calls.at(-1)).toEqual({
      name: 'shell.copyText',
      input: { text: 'SELECT count(*) FROM event' },
    });
  });

  it('that the mapping does not allow are listed, not to be chosen, with the reason', async () => {
    await show();
    const options = within(field('Frequency: number of')).getAllByRole<HTMLOptionElement>('option');
    expect(options.map(({ label, disabled }) => [label, disabled])).toEqual([
      ['Clicks (no column says what a click is)', true],
      ['Events', false],
      ['Active days', false],
      ['Orders (no column holds an order)', true],
    ]);
  });

  it('have a variant with money, and a pause for sessions', async () => {
    const { app } = await show();
    const engagement = () => app.project.draft.recipe.features?.engagement;
    await fireEvent.click(radio('Money'));
    expect(engagement()?.measure).toBe('amount');
    expect(screen.queryByLabelText('Engagement: number of')).toBeNull();
    await fireEvent.click(radio('Engagement'));
    expect(engagement()?.measure).toBe('sessions');
    await type('A session ends after a pause of', '20');
    expect(engagement()?.gapMinutes).toBe(20);
    await type('A session ends after a pause of', '-1');
    expect(screen.getByText('The smallest value is 0.1.')).toBeTruthy();
    expect(engagement()?.gapMinutes).toBe(20);
  });

  it('that lost their column are a fault here and on the rail', async () => {
    const { app } = await show({ features: { frequency: { measure: 'clicks' } } });
    expect(field('Frequency: number of').getAttribute('aria-invalid')).toBe('true');
    expect(app.steps.marks.settings.sentence).toBe('Clicks: No column says what a click is.');
    await choose('Frequency: number of', 'events');
    await afterTyping();
    expect(app.steps.marks.settings.mark).not.toBe('decide');
  });

  it('show the engine’s error where it cannot explain them', async () => {
    await openStep('settings', projectWith({ mapping: orderMapping }), {
      ...orderAnswers,
      'features.explain': () => {
        throw new PersonaeError({ code: 'mapping.incomplete', message: 'There is no click.' });
      },
    });
    expect(screen.getByRole('alert').textContent).toContain('There is no click.');
  });
});

describe('the as-of date', () => {
  it('is the day after the last event unless another is chosen', async () => {
    const { app } = await show();
    expect(radio('Day after the last event').checked).toBe(true);
    await fireEvent.click(radio('Another day'));
    expect(screen.getByText('Choose a day.')).toBeTruthy();
    await choose('Day', '2015-05-21');
    expect(app.project.draft.recipe.asOf).toEqual({ date: '2015-05-21', timeZone: 'UTC' });
    await fireEvent.click(radio('Day after the last event'));
    expect(app.project.draft.recipe.asOf?.date).toBeNull();
  });

  it('has a time zone', async () => {
    const { app } = await show();
    await choose('Time zone', 'Europe/Moscow');
    expect(app.project.draft.recipe.asOf?.timeZone).toBe('Europe/Moscow');
  });
});

describe('the model', () => {
  it('looks for the number of segments itself, in a range that has to be one', async () => {
    const { app } = await show();
    await type('Fewest', '8');
    await type('Most', '4');
    expect(app.steps.marks.settings.sentence).toBe(
      'The smallest number of segments is above the largest.',
    );
    expect(screen.getByText('Above the most.')).toBeTruthy();
    await type('Most', '12');
    expect(app.project.draft.recipe.model).toMatchObject({ kMinimum: 8, kMaximum: 12, k: null });
  });

  it('takes a number set by hand', async () => {
    const { app } = await show();
    await fireEvent.click(radio('Set by hand'));
    await type('Segments', '7');
    expect(app.project.draft.recipe.model).toMatchObject({ k: 7 });
    await type('Segments', '99');
    expect(screen.getByText('The largest value is 20.')).toBeTruthy();
  });

  it('may be a mixture or scores, each with its own settings', async () => {
    const { app } = await show();
    await fireEvent.click(radio('Gaussian mixture'));
    await choose('Shape of the groups', 'diagonal');
    expect(app.project.draft.recipe.model).toMatchObject({
      kind: 'gaussian-mixture',
      covariance: 'diagonal',
    });
    await fireEvent.click(radio('Quintile scores'));
    expect(screen.queryByRole('radio', { name: 'Set by hand' })).toBeNull();
    await type('Bands', '4');
    expect(app.project.draft.recipe.model).toEqual({ kind: 'quintile-scores', bandCount: 4 });
    await app.history.undo();
    await app.history.undo();
    expect(app.project.draft.recipe.model).toMatchObject({ covariance: 'diagonal' });
  });
});

describe('folded settings', () => {
  it('say what they are set to while closed', async () => {
    await show();
    expect(screen.getByText('logarithm, winsorised at 99.5 %')).toBeTruthy();
    expect(screen.getByText('20 restarts, seed 1')).toBeTruthy();
  });

  it('are in the recipe', async () => {
    const { app } = await show();
    await fireEvent.click(screen.getByRole('checkbox', { name: 'Logarithm' }));
    await type('Winsorise above percentile', '');
    await type('Restarts', '50');
    await type('Most iterations', '1,000');
    await type('Tolerance', '0.001');
    await type('Seed', '42');
    await choose('Compare with the segments on', '2015-05-01');
    expect(app.project.draft.recipe).toMatchObject({
      transform: { log: false, winsorisePercentile: null },
      model: { restartCount: 50, maxIterationCount: 1000, tolerance: 0.001 },
      seed: 42,
      migrationFrom: '2015-05-01',
    });
  });

  it('offer a group without clicks only where clicks are counted', async () => {
    const name = 'People without a click are a group of their own';
    await show();
    expect(screen.getByRole<HTMLInputElement>('checkbox', { name }).disabled).toBe(true);
  });

  it('take that group into the recipe', async () => {
    const name = 'People without a click are a group of their own';
    const { app } = await show({
      mapping: { ...orderMapping, click: { column: 'customer' } },
      features: { frequency: { measure: 'clicks' } },
    });
    await fireEvent.click(screen.getByRole('checkbox', { name }));
    expect(app.project.draft.recipe.zeroFrequencyApart).toBe(true);
  });
});

it('without roles the page says what will be here', async () => {
  const { app } = await openStep('settings', emptyProject());
  await fireEvent.click(screen.getByRole('button', { name: 'Choose the data' }));
  expect(app.navigation.place).toEqual({ kind: 'step', step: 'data' });
});

// Step 2 of Journeys: the shape of the rows, the kind of event, what became of people.
import { fireEvent, screen, within } from '@testing-library/svelte';
import { describe, expect, it } from 'vitest';
import { settle } from '../../support/fake-engine.ts';
import { cancelOutcome, openJourneysStep } from './journeys-wizard.ts';

const radio = (name: string) => screen.getByRole<HTMLInputElement>('radio', { name });
const box = (name: string) =>
  within(
    screen.getByRole('group', { name: /^(Kinds that are|Values that mean)/ }),
  ).getByRole<HTMLInputElement>('checkbox', { name });
const go = () => screen.getByRole<HTMLButtonElement>('button', { name: 'Continue to quality' });
const withoutKind = { person: { column: 'customer' }, time: { column: 'at', format: 'iso' } };

describe('the shape of the rows', () => {
  it('is one event a row, and asks for its kind before one can go on', async () => {
    const { app } = await openJourneysStep('roles', {}, withoutKind);
    expect(radio('An event with its kind').checked).toBe(true);
    expect(go().disabled).toBe(true);
    expect(screen.getByText('No column says what kind of event a row is.')).toBeTruthy();
    await fireEvent.change(screen.getByLabelText('Kind of event'), {
      target: { value: 'event:event' },
    });
    await settle();
    expect(go().disabled).toBe(false);
    expect(app.steps.marks.roles.mark).not.toBe('decide');
  });

  it('may be 0/1 columns, of which those that look like it are listed', async () => {
    const { app } = await openJourneysStep('roles');
    await fireEvent.click(radio('An interaction with 0/1 columns'));
    await settle();
    expect(screen.queryByLabelText('Kind of event')).toBeNull();
    expect(go().disabled).toBe(true);
    const group = screen.getByRole('group', { name: 'Columns that say what happened' });
    const names = within(group)
      .getAllByRole('checkbox')
      .map((entry) => entry.closest('div')?.textContent.trim());
    expect(names.slice(1)).toEqual(['opened', 'paid']);
    await fireEvent.click(within(group).getByLabelText('All of them'));
    await settle();
    const { sequences } = app.project.draft.recipe.journeys!;
    expect(sequences.indicators.map(({ column }) => column)).toEqual(['opened', 'paid']);
    expect(go().disabled).toBe(false);
    await app.history.undo();
    expect(app.project.draft.recipe.journeys?.sequences.indicators).toEqual([]);
  });
});

describe('the outcome', () => {
  it('is not known by default; of the kinds that were seen the likely one is proposed', async () => {
    const { app } = await openJourneysStep('roles');
    const outcome = () => app.project.draft.recipe.journeys?.sequences.outcome;
    expect(radio('Not known').checked).toBe(true);
    await fireEvent.click(radio('Some kinds of event are the outcome'));
    await settle();
    expect(outcome()).toEqual({ kind: 'events', kinds: ['cancel'] });
    // The last one cannot be taken away: an outcome is at least one kind.
    expect(box('cancel').disabled).toBe(true);
    await fireEvent.click(box('email sent'));
    expect(outcome()).toEqual({ kind: 'events', kinds: ['cancel', 'email sent'] });
    await fireEvent.click(box('cancel'));
    expect(outcome()).toEqual({ kind: 'events', kinds: ['email sent'] });
    await app.history.undo();
    await app.history.undo();
    expect(outcome()).toEqual({ kind: 'events', kinds: ['cancel'] });
  });

  it('is offered though it comes late in the data, as the whole sample is listed', async () => {
    await openJourneysStep('roles', {
      sequences: { outcome: { kind: 'events', kinds: ['email sent'] } },
    });
    expect(box('refund').checked).toBe(false);
  });

  it('may be typed', async () => {
    const { app } = await openJourneysStep('roles', cancelOutcome);
    const field = screen.getByLabelText('Another one');
    await fireEvent.input(field, { target: { value: ' refund ' } });
    await fireEvent.keyDown(field, { key: 'Enter' });
    expect(app.project.draft.recipe.journeys?.sequences.outcome).toEqual({
      kind: 'events',
      kinds: ['cancel', 'refund'],
    });
  });

  it('may be the values of a column, and one cannot go on before they are chosen', async () => {
    const { app } = await openJourneysStep('roles');
    await fireEvent.click(radio('A column says it'));
    await settle();
    expect(go().disabled).toBe(true);
    expect(app.steps.marks.roles.sentence).toBe('Choose the column of the outcome.');
    await fireEvent.change(screen.getByLabelText('Column of the outcome'), {
      target: { value: 'status' },
    });
    await settle();
    expect(app.steps.marks.roles.sentence).toMatch(/^Choose which values/);
    await fireEvent.click(box('gone'));
    await settle();
    expect(app.project.draft.recipe.journeys?.sequences.outcome).toEqual({
      kind: 'column',
      column: { column: 'status', from: 'event' },
      values: ['gone'],
    });
    expect(go().disabled).toBe(false);
  });

  it('that is taken back takes with it what needs it', async () => {
    const { app } = await openJourneysStep('roles', {
      sequences: { ...cancelOutcome.sequences, cutoff: { kind: 'before-outcome', days: 7 } },
      encoder: { kind: 'outcome-network' },
    });
    await fireEvent.click(radio('Not known'));
    const journeys = app.project.draft.recipe.journeys;
    expect(journeys?.sequences.cutoff).toEqual({ kind: 'date', date: null });
    expect(journeys?.encoder.kind).toBeNull();
  });
});

// Step 2: suggestions with reasons, open roles, ambiguous dates, kinds, types, lost columns.
import { fireEvent, screen, within } from '@testing-library/svelte';
import { describe, expect, it } from 'vitest';
import { descriptionOf } from '../support/description.ts';
import { settle } from '../support/fake-engine.ts';
import { emptyProject } from '../support/fake-host.ts';
import {
  avito,
  avitoAnswers,
  column,
  openStep,
  orderAnswers,
  orderColumns,
  orderMapping,
  projectWith,
} from './support/wizard-window.ts';

const field = (name: string) => screen.getByLabelText<HTMLSelectElement>(name);
const button = (name: RegExp | string) => screen.getByRole<HTMLButtonElement>('button', { name });
const choose = (name: string, value: string) =>
  fireEvent.change(field(name), { target: { value } });

describe('suggestions', () => {
  it('are filled in, each with its reason, and their columns are marked', async () => {
    const { app } = await openStep('roles', projectWith());
    expect(field('Person').value).toBe('event:customer');
    expect(descriptionOf(field('Person'))).toBe('customer: its name says a person.');
    expect(field('Amount').value).toBe('event:total');
    expect(field('Click').value).toBe('');
    expect(screen.getByRole('columnheader', { name: /customer.*Person/ })).toBeTruthy();
    expect(app.project.draft.recipe.features?.engagement.measure).toBe('amount');
    expect(button('Continue to quality').disabled).toBe(false);
  });

  it('are not forced on anybody: undone, they stay undone', async () => {
    const { app } = await openStep('roles', projectWith());
    await app.history.undo();
    await settle();
    expect(app.project.draft.recipe.mapping).toBeUndefined();
    expect(
      screen.getByText('Choose the column that says who it was.', { selector: 'footer p' }),
    ).toBeTruthy();
    await fireEvent.click(button('Use the suggestions'));
    expect(app.project.draft.recipe.mapping?.person?.column).toBe('customer');
  });

  it('leave a mapping alone that was made by hand', async () => {
    const mapping = { ...orderMapping, person: { column: 'total' } };
    const { app } = await openStep('roles', projectWith({ mapping }));
    expect(app.project.draft.recipe.mapping?.person?.column).toBe('total');
    expect(screen.getByText('The roles differ from what the columns suggest.')).toBeTruthy();
  });

  it('replace a mapping that was made for other columns', async () => {
    const mapping = { person: { column: 'gone' }, time: { column: 'lost', format: 'iso' } };
    const { app } = await openStep('roles', projectWith({ mapping }));
    expect(app.project.draft.recipe.mapping?.person?.column).toBe('customer');
  });

  it('of the ad clicks are the preset, with the click in the second table', async () => {
    await openStep('roles', projectWith({ source: avito.suggested }), avitoAnswers);
    expect(screen.getByText('The roles are those of the Avito preset.')).toBeTruthy();
    expect(field('Click').value).toBe('detail:IsClick');
    const people = within(field('Person')).getAllByRole('option');
    expect(people.map(({ textContent }) => textContent)).not.toContain(
      'trainSearchStream: IsClick (yes or no)',
    );
  });

  it('for shop orders leave out what orders do not have', async () => {
    const { app } = await openStep('roles', projectWith(), {
      ...orderAnswers,
      'mapping.suggest': () => ({
        mapping: {
          person: { column: 'customer', from: 'event' },
          time: { column: 'at', format: 'iso' },
          click: { column: 'customer', from: 'event' },
          amount: { column: 'total', from: 'event' },
          types: {},
        },
        reasons: {},
      }),
    });
    expect(app.project.draft.recipe.features?.frequency.measure).toBe('clicks');
    await fireEvent.click(button('Use the preset for shop orders'));
    expect(app.project.draft.recipe.mapping).not.toHaveProperty('click');
    expect(app.project.draft.recipe.features?.frequency.measure).toBe('events');
    expect(app.project.draft.recipe.features?.engagement.measure).toBe('amount');
  });
});

describe('choosing by hand', () => {
  it('says what remains open, and what is not used', async () => {
    const { app } = await openStep('roles', projectWith({ mapping: { types: {} } }), {
      ...orderAnswers,
      'mapping.suggest': () => ({ mapping: { types: {} }, reasons: {} }),
    });
    expect(descriptionOf(field('Person'))).toContain('Choose the column that says who it was.');
    await choose('Person', 'event:customer');
    expect(
      screen.getByText('Choose the column that says when it happened.', { selector: 'footer p' }),
    ).toBeTruthy();
    await choose('Time', 'event:at');
    expect(app.project.draft.recipe.mapping?.time).toEqual({ column: 'at', format: 'iso' });
    await choose('Amount', 'event:total');
    await choose('Amount', '');
    expect(app.project.draft.recipe.mapping).not.toHaveProperty('amount');
    expect(app.history.undoLabel).toBe('choice of amount');
  });

  it('reads a time as a named format or a pattern', async () => {
    const { app } = await openStep('roles', projectWith({ mapping: orderMapping }));
    await choose('Written as', 'yyyymmdd');
    expect(app.project.draft.recipe.mapping?.time?.format).toBe('yyyymmdd');
    await choose('Written as', 'pattern');
    await fireEvent.input(field('Pattern'), { target: { value: 'nonsense' } });
    expect(screen.getByText('A pattern has parts such as %Y, %m and %d.')).toBeTruthy();
    await fireEvent.input(field('Pattern'), { target: { value: '%d-%b-%y' } });
    expect(app.project.draft.recipe.mapping?.time?.format).toBe('%d-%b-%y');
  });

  it('corrects the type of a column, and takes it back', async () => {
    const { app } = await openStep('roles', projectWith({ mapping: orderMapping }));
    await fireEvent.click(screen.getByRole('tab', { name: 'Columns and types' }));
    await choose('Type of customer', 'text');
    expect(app.project.draft.recipe.mapping?.types).toEqual({ customer: 'text' });
    await choose('Type of customer', 'integer');
    expect(app.project.draft.recipe.mapping?.types).toEqual({});
  });

  it('names a column that is gone, here and on the rail', async () => {
    const mapping = { ...orderMapping, amount: { column: 'revenue' } };
    const { app } = await openStep('roles', projectWith({ mapping }));
    expect(descriptionOf(field('Amount'))).toContain('There is no column revenue in this data.');
    expect(app.steps.marks.roles).toEqual({
      mark: 'decide',
      sentence: 'There is no column revenue in this data.',
    });
    await choose('Amount', '');
    await settle();
    expect(app.steps.marks.roles.mark).not.toBe('decide');
  });
});

describe('a date that can be read in two ways', () => {
  const when = column('when', 'time', {
    timeFormat: 'dd/mm/yyyy',
    timeAmbiguous: true,
    examples: ['01/02/2024'],
  });
  const answers = {
    ...orderAnswers,
    'source.preview': () => ({ columns: [...orderColumns, when], rows: [] }),
    'mapping.suggest': () => ({
      mapping: {
        person: { column: 'customer', from: 'event' as const },
        time: { column: 'when', format: 'dd/mm/yyyy' },
        types: {},
      },
      reasons: {},
    }),
  };

  it('is asked for and decided by nobody else', async () => {
    const { app } = await openStep('roles', projectWith(), answers);
    expect(app.project.draft.recipe.mapping).not.toHaveProperty('time');
    expect(field('Time').value).toBe('event:when');
    expect(app.steps.marks.roles.sentence).toBe('Say how the dates are to be read.');
    const question = screen.getByRole('group', { name: 'What does 01/02/2024 mean?' });
    expect(within(question).queryByRole('radio', { checked: true })).toBeNull();
    await fireEvent.click(
      within(question).getByRole('radio', { name: 'Month first: 2 January 2024' }),
    );
    expect(app.project.draft.recipe.mapping?.time).toEqual({
      column: 'when',
      format: 'mm/dd/yyyy',
    });
    expect(button('Continue to quality').disabled).toBe(false);
  });

  it('is asked for too where the column is chosen by hand', async () => {
    const { app } = await openStep('roles', projectWith({ mapping: orderMapping }), answers);
    await choose('Time', 'event:when');
    expect(app.project.draft.recipe.mapping).not.toHaveProperty('time');
    await choose('Time', 'event:at');
    expect(app.project.draft.recipe.mapping?.time?.column).toBe('at');
    expect(screen.queryByText(/What does/)).toBeNull();
  });
});

describe('kinds of events', () => {
  const answers = {
    ...orderAnswers,
    'source.preview': () => ({
      columns: [...orderColumns, column('what', 'text', { examples: ['view', 'call'] })],
      rows: [
        [1, '2015-05-20', 1, 'view'],
        [1, '2015-05-20', 1, 'view'],
        [1, '2015-05-20', 1, 'click'],
      ],
    }),
  };
  const mapping = { ...orderMapping, kind: { column: 'what' } };

  it('all count until some are left out, and one at least stays', async () => {
    const { app } = await openStep('roles', projectWith({ mapping }), answers);
    const qualifying = () => app.project.draft.recipe.mapping?.kind?.qualifying;
    await fireEvent.click(screen.getByRole('checkbox', { name: 'call' }));
    expect(qualifying()).toEqual(['view', 'click']);
    await fireEvent.click(screen.getByRole('checkbox', { name: 'view' }));
    expect(qualifying()).toEqual(['click']);
    expect(screen.getByRole<HTMLInputElement>('checkbox', { name: 'click' }).disabled).toBe(true);
    await fireEvent.click(screen.getByRole('checkbox', { name: 'All kinds' }));
    expect(qualifying()).toEqual([]);
  });

  it('that the sample does not hold can be added', async () => {
    const chosen = { ...orderMapping, kind: { column: 'what', qualifying: ['view'] } };
    const { app } = await openStep('roles', projectWith({ mapping: chosen }), answers);
    const other = screen.getByLabelText('Another kind');
    await fireEvent.input(other, { target: { value: 'refund' } });
    await fireEvent.keyDown(other, { key: 'Enter' });
    expect(app.project.draft.recipe.mapping?.kind?.qualifying).toEqual(['view', 'refund']);
    expect(app.navigation.place).toEqual({ kind: 'step', step: 'roles' });
  });
});

it('without data it leads to the data', async () => {
  const { app } = await openStep('roles', emptyProject());
  await fireEvent.click(button('Choose the data'));
  expect(app.navigation.place).toEqual({ kind: 'step', step: 'data' });
});

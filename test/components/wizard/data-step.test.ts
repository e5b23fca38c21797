// Step 1: choosing, finding out, correcting; tables, queries, joins; a recipe without its file.
import { fireEvent, screen, within } from '@testing-library/svelte';
import { describe, expect, it } from 'vitest';
import { PersonaeError } from '../../../src/shared/errors.ts';
import { descriptionOf } from '../support/description.ts';
import { settle } from '../support/fake-engine.ts';
import { emptyProject } from '../support/fake-host.ts';
import {
  afterTyping,
  avito,
  avitoAnswers,
  handle,
  openStep,
  orderAnswers,
  orderColumns,
  orders,
  projectWith,
} from './support/wizard-window.ts';

const button = (name: RegExp | string) => screen.getByRole<HTMLButtonElement>('button', { name });
const field = (name: string) => screen.getByLabelText<HTMLInputElement>(name);
const inDatabase = () => projectWith({ source: avito.suggested });

describe('a project without data', () => {
  it('says what is needed and offers to choose it', async () => {
    const { shell } = await openStep('data', emptyProject());
    expect(screen.getByRole('heading', { level: 1 }).textContent).toBe(
      'Where do the rows come from?',
    );
    expect(button(/Continue/).disabled).toBe(true);
    shell.answers['shell.chooseData'] = () => null;
    await fireEvent.click(button('Choose a file'));
    await settle();
    expect(shell.calls.at(-1)).toEqual({ name: 'shell.chooseData', input: { what: 'file' } });
    await fireEvent.click(button('Choose a folder'));
    await settle();
    expect(shell.calls.at(-1)?.input).toEqual({ what: 'folder' });
  });

  it('takes a chosen file with what was found out, and its roles', async () => {
    const { app, shell } = await openStep('data', emptyProject(), orderAnswers);
    shell.answers['shell.chooseData'] = () => projectWith().files[0];
    await fireEvent.click(button('Choose a file'));
    await afterTyping();
    expect(app.project.draft.recipe.source).toEqual(orders.suggested);
    expect(screen.getByText(/Delimited text · 95 kB · 4,906 rows/)).toBeTruthy();
    expect(app.project.draft.recipe.mapping?.person?.column).toBe('customer');
    expect(app.project.draft.recipe.features?.engagement.measure).toBe('amount');
    expect(button('Continue to roles').disabled).toBe(false);
  });

  it('names the run after the newest file, unless it has a title of its own', async () => {
    const files = ['january.csv', 'orders.csv'].map((fileName) => ({
      ...projectWith().files[0]!,
      handle: `handle of ${fileName}`,
      fileName,
    }));
    const { app, shell } = await openStep(
      'data',
      { ...emptyProject(), files },
      {
        ...orderAnswers,
        'source.describe': ({ file }) => ({ ...orders, suggested: { ...orders.suggested, file } }),
      },
    );
    const choose = async (index: number) => {
      shell.answers['shell.chooseData'] = () => files[index];
      await fireEvent.click(button(/^(Choose a|Another) file$/));
      await settle();
    };
    await choose(0);
    expect(app.project.draft.recipe.title).toBe('january.csv');
    await choose(1);
    expect(app.project.draft.recipe.title).toBe('orders.csv');
    app.project.edit('title', (draft) => (draft.recipe.title = 'Spring'));
    await choose(0);
    expect(app.project.draft.recipe.title).toBe('Spring');
  });

  it('offers the files that the project knows already', async () => {
    const project = { ...emptyProject(), files: projectWith().files };
    const { app } = await openStep('data', project, orderAnswers);
    await fireEvent.click(button('orders.csv'));
    await settle();
    expect(app.project.draft.recipe.source?.file).toBe(handle);
  });
});

describe('a text file', () => {
  it('shows its first rows with types and missing values', async () => {
    await openStep('data', projectWith());
    const rows = screen.getByRole('region', { name: 'First rows' });
    expect(
      within(rows).getByRole('columnheader', { name: /customer\s+whole number/ }),
    ).toBeTruthy();
    expect(within(rows).getByText('missing')).toBeTruthy();
    expect(within(rows).getByText('9.5')).toBeTruthy();
  });

  it('is cut in another way at once', async () => {
    const { app, engine } = await openStep('data', projectWith());
    await fireEvent.change(field('Delimiter'), { target: { value: ';' } });
    await afterTyping();
    expect(app.project.draft.recipe.source).toMatchObject({ options: { delimiter: ';' } });
    expect(engine.inputsOf('source.preview').at(-1)).toMatchObject({
      source: { options: { delimiter: ';' } },
      part: 'event',
    });
    await app.history.undo();
    expect(app.project.draft.recipe.source).toEqual(orders.suggested);
  });

  it('may be cut by any character', async () => {
    const { app } = await openStep('data', projectWith());
    await fireEvent.change(field('Delimiter'), { target: { value: 'other' } });
    await fireEvent.input(field('Delimiting character'), { target: { value: '~' } });
    expect(app.project.draft.recipe.source).toMatchObject({ options: { delimiter: '~' } });
  });

  it('without a header has its columns named, and the roles follow', async () => {
    const source = { ...orders.suggested, options: { delimiter: ',', header: false } };
    const mapping = { person: { column: 'customer' }, time: { column: 'at', format: 'iso' } };
    const { app } = await openStep('data', projectWith({ source, mapping }));
    await fireEvent.input(field('Column 1'), { target: { value: 'buyer' } });
    expect(app.project.draft.recipe.source).toMatchObject({
      options: { columnNames: ['buyer', 'at', 'total'] },
    });
    expect(app.project.draft.recipe.mapping?.person?.column).toBe('buyer');
    await fireEvent.input(field('Column 2'), { target: { value: 'total' } });
    expect(screen.getByText('There is another column total.')).toBeTruthy();
    await fireEvent.input(field('Column 2'), { target: { value: '' } });
    expect(screen.getByText('Every column needs a name.')).toBeTruthy();
    expect(app.project.draft.recipe.mapping?.time?.column).toBe('at');
  });

  it('that cannot be cut so says why, and does not let one go on', async () => {
    await openStep('data', projectWith(), {
      ...orderAnswers,
      'source.preview': () => {
        throw new PersonaeError({
          code: 'row.ragged',
          message: 'Row 17 of orders.csv has 4 cells instead of 3.',
          hint: 'Try another delimiter.',
        });
      },
    });
    expect(screen.getByText('Row 17 of orders.csv has 4 cells instead of 3.')).toBeTruthy();
    expect(screen.getByText('Try another delimiter.')).toBeTruthy();
    expect(button('Continue to roles').disabled).toBe(true);
  });
});

describe('a database', () => {
  it('recognises the ad clicks, joins them, and hides the planted truth', async () => {
    await openStep('data', inDatabase(), avitoAnswers);
    expect(
      screen.getByText(/the preset joins SearchInfo and trainSearchStream on SearchID/),
    ).toBeTruthy();
    const tables = within(field('Table of events')).getAllByRole('option');
    expect(tables.map(({ textContent }) => textContent?.trim())).toEqual([
      'SearchInfo (57,088 rows)',
      'trainSearchStream (200,000 rows)',
      'Category (view, rows not counted)',
    ]);
    expect(field('Second table').value).toBe('trainSearchStream');
    await fireEvent.click(screen.getByRole('tab', { name: 'trainSearchStream: joined' }));
    expect(screen.getByRole('columnheader', { name: /IsClick/ })).toBeTruthy();
  });

  it('takes another table, and goes back to the preset', async () => {
    const { app } = await openStep('data', inDatabase(), avitoAnswers);
    await fireEvent.change(field('Table of events'), { target: { value: 'Category' } });
    expect(app.project.draft.recipe.source).toEqual({
      kind: 'sqlite',
      file: handle,
      from: { table: 'Category' },
    });
    await fireEvent.click(button('Use the Avito preset'));
    expect(app.project.draft.recipe.source).toEqual(avito.suggested);
  });

  it('joins a second table by a common name, and lets it go', async () => {
    const { app } = await openStep('data', inDatabase(), avitoAnswers);
    await fireEvent.click(field('Join a second table'));
    expect(app.project.draft.recipe.source).not.toHaveProperty('detail');
    await fireEvent.click(field('Join a second table'));
    expect(app.project.draft.recipe.source).toEqual(avito.suggested);
    await fireEvent.change(field('Equals, in the events'), { target: { value: 'UserID' } });
    expect(app.project.draft.recipe.source).toMatchObject({ detail: { eventKey: 'UserID' } });
  });

  it('takes a query with bound parameters, and says its faults in place', async () => {
    const { app, engine } = await openStep('data', inDatabase(), {
      ...avitoAnswers,
      'source.preview': ({ source }) => {
        const sql = source.kind === 'sqlite' && 'sql' in source.from ? source.from.sql : '';
        if (sql.includes('nowhere'))
          throw new PersonaeError({ code: 'query.invalid', message: 'No such table: nowhere.' });
        return { columns: orderColumns, rows: [] };
      },
    });
    await fireEvent.click(screen.getByRole('radio', { name: 'A query' }));
    const query = field('Query');
    expect(query.value).toBe('SELECT *\nFROM "SearchInfo"');
    await fireEvent.input(query, { target: { value: 'SELECT * FROM t WHERE at > :from' } });
    await fireEvent.change(field('Kind of :from'), { target: { value: 'number' } });
    await fireEvent.input(field(':from'), { target: { value: '2015' } });
    await afterTyping();
    expect(app.project.draft.recipe.source).toMatchObject({
      from: { sql: 'SELECT * FROM t WHERE at > :from', parameters: { from: 2015 } },
    });
    expect(engine.inputsOf('source.preview').at(-1)).toMatchObject({
      source: { from: { parameters: { from: 2015 } } },
    });
    expect(descriptionOf(query)).toContain(
      'The query finds no row. Look at the values of its parameters.',
    );
    expect(button('Continue to roles').disabled).toBe(true);
    await fireEvent.input(query, { target: { value: 'SELECT * FROM nowhere' } });
    await afterTyping();
    expect(descriptionOf(query)).toContain('No such table: nowhere.');
    expect(button('Continue to roles').disabled).toBe(true);
    await fireEvent.input(query, { target: { value: ' ' } });
    expect(descriptionOf(query)).toContain('The query is empty.');
  });
});

describe('a file that is not at hand', () => {
  const source = { ...orders.suggested, file: '/elsewhere/orders.csv' };
  const unknown = () => {
    throw new PersonaeError({
      code: 'handle.unknown',
      message: 'The project does not know this file.',
    });
  };

  it('of a recipe is asked for; how it is read stays', async () => {
    const project = { ...projectWith({ source }), files: [] };
    const { app, shell } = await openStep('data', project, {
      ...orderAnswers,
      'source.describe': ({ file }) => (file === handle ? orders : unknown()),
    });
    expect(screen.getByText(/The recipe was made for orders.csv/)).toBeTruthy();
    expect(screen.getByText('The rows come from orders.csv.')).toBeTruthy();
    expect(app.steps.marks.data.mark).toBe('decide');
    shell.answers['shell.chooseData'] = () => projectWith().files[0];
    await fireEvent.click(button('Choose the file'));
    await settle();
    expect(app.project.draft.recipe.source).toEqual({ ...source, file: handle });
  });

  it('is offered where the project has one of that name', async () => {
    const { app } = await openStep('data', projectWith({ source }), {
      ...orderAnswers,
      'source.describe': unknown,
    });
    await fireEvent.click(button('Use orders.csv'));
    expect(app.project.draft.recipe.source?.file).toBe(handle);
  });

  it('because it was moved can be looked for again', async () => {
    let isThere = false;
    await openStep('data', projectWith(), {
      ...orderAnswers,
      'source.describe': () => {
        if (isThere) return orders;
        throw new PersonaeError({
          code: 'file.missing',
          message: 'orders.csv is not where it was.',
        });
      },
    });
    expect(screen.getByRole('heading', { name: 'orders.csv is not where it was' })).toBeTruthy();
    isThere = true;
    await fireEvent.click(button('Try again'));
    await afterTyping();
    expect(screen.getByText(/4,906 rows/)).toBeTruthy();
  });

  it('or damaged is shown with what to do', async () => {
    await openStep('data', projectWith(), {
      ...orderAnswers,
      'source.describe': () => {
        throw new PersonaeError({
          code: 'file.damaged',
          message: 'orders.csv ends in the middle of a row.',
          hint: 'Export it again.',
        });
      },
    });
    expect(screen.getByRole('alert').textContent).toContain('Export it again.');
  });
});

it('Enter goes on, except from where it has another use', async () => {
  const { app } = await openStep('data', projectWith());
  await fireEvent.keyDown(field('Delimiter'), { key: 'Enter' });
  expect(app.navigation.place).toEqual({ kind: 'step', step: 'data' });
  await fireEvent.keyDown(document.body, { key: 'Enter' });
  expect(app.navigation.place).toEqual({ kind: 'step', step: 'roles' });
});

// Step 3: the check begins by itself, can be cancelled, goes out of date; choices are made in place.
import { fireEvent, screen, waitFor, within } from '@testing-library/svelte';
import { describe, expect, it, vi } from 'vitest';
import type { QualityReport } from '../../../src/shared/data/quality-report.ts';
import type { ProjectSummary } from '../../../src/shared/data/project.ts';
import type { ErrorValue } from '../../../src/shared/errors.ts';
import { mappingSchema } from '../../../src/shared/recipe/mapping.ts';
import { settle, type EngineAnswers } from '../support/fake-engine.ts';
import { emptyProject, makeProjectWindow, type FakeWindow } from '../support/fake-host.ts';
import {
  mountStep,
  openStep,
  orderAnswers,
  orderMapping,
  orders,
  projectWith,
} from './support/wizard-window.ts';

vi.mock('../../../src/renderer/charts/load-plotly.ts', async () =>
  (await import('./support/drawn-figures.ts')).plotlyMock(),
);

const report: QualityReport = {
  rowsRead: 1000,
  rowsKept: 950,
  dropped: [{ reason: 'The time cannot be read.', count: 50, examples: ['row 17: 2015-13-40'] }],
  duplicateCount: 12,
  personCount: 90,
  detailRowCount: null,
  detailUnmatchedCount: null,
  firstTime: '2015-04-25 00:03:05',
  lastTime: '2015-05-20 23:59:59',
  asOf: '2015-05-21',
  eventsPerPerson: { edges: [1, 2, 4], counts: [60, 30], logarithmic: true },
  eventsPerPersonSkewness: 2.6,
  robots: {
    threshold: 437,
    count: 1,
    eventShare: 0.01,
    treatment: 'leave-out',
    largest: [{ person: '321', eventCount: 570 }],
  },
  columns: [
    {
      name: 'customer',
      role: 'person',
      type: 'integer',
      rowCount: 1000,
      missingCount: 10,
      distinctCount: 90,
      constant: false,
      minimum: 1,
      maximum: 90,
      skewness: null,
      warnings: ['Looks like a row number.'],
    },
  ],
  warnings: ['12 rows repeat another row.'],
};

const mapped = (): ProjectSummary => projectWith({ mapping: orderMapping });
const button = (name: string) => screen.getByRole<HTMLButtonElement>('button', { name });

/** Every check is a new job. */
function withJobs(): EngineAnswers {
  let count = 0;
  return {
    ...orderAnswers,
    'job.start': () => ({ jobId: `job-${++count}` }),
    'job.cancel': () => undefined,
  };
}

async function end({ engine }: FakeWindow, jobId: string, result: QualityReport | ErrorValue) {
  const isReport = 'rowsRead' in result;
  engine.emit('job.ended', {
    jobId,
    kind: 'quality',
    state: isReport ? 'done' : 'failed',
    result: isReport ? result : null,
    error: isReport ? null : result,
  });
  await settle();
}

async function checked(result: QualityReport | ErrorValue = report): Promise<FakeWindow> {
  const window = await openStep('quality', mapped(), withJobs());
  await end(window, 'job-1', result);
  return window;
}

describe('the check', () => {
  it('begins by itself, shows how far it is, and can be cancelled', async () => {
    const window = await openStep('quality', mapped(), withJobs());
    const { engine } = window;
    expect(engine.inputsOf('job.start')).toHaveLength(1);
    engine.emit('job.changed', {
      jobId: 'job-1',
      kind: 'quality',
      state: 'running',
      progress: {
        stage: 'Reading rows',
        stageNumber: 1,
        stageCount: 3,
        fraction: 0.25,
        metric: '250 rows',
        remainingMs: 80_000,
      },
    });
    await settle();
    expect(screen.getByText('Reading rows, stage 1 of 3')).toBeTruthy();
    expect(screen.getByText('1 min 20 s left')).toBeTruthy();
    expect(screen.getByRole('progressbar').getAttribute('aria-valuenow')).toBe('25');
    await fireEvent.click(button('Cancel'));
    engine.emit('job.ended', {
      jobId: 'job-1',
      kind: 'quality',
      state: 'cancelled',
      result: null,
      error: null,
    });
    await settle();
    expect(screen.getByRole('heading', { name: 'The check was cancelled' })).toBeTruthy();
    expect(engine.inputsOf('job.start')).toHaveLength(1);
    await fireEvent.click(button('Check the data'));
    await settle();
    expect(engine.inputsOf('job.start')).toHaveLength(2);
  });

  it('shows the engine’s error with the way to the roles', async () => {
    const { app } = await checked({
      code: 'column.type',
      message: 'total of orders.csv is no number in row 3.',
      hint: 'Correct its type.',
    });
    expect(screen.getByRole('alert').textContent).toContain('Correct its type.');
    expect(app.steps.marks.quality.mark).toBe('decide');
    await fireEvent.click(button('Look at the roles'));
    expect(app.navigation.place).toEqual({ kind: 'step', step: 'roles' });
  });

  it('is out of date after a change of the roles, and is made again', async () => {
    const window = await checked();
    window.app.project.edit('roles', (draft) => {
      if (draft.recipe.mapping) draft.recipe.mapping.person = { column: 'total', from: 'event' };
    });
    await settle();
    expect(screen.getByText(/Out of date/)).toBeTruthy();
    await fireEvent.click(button('Check again'));
    await settle();
    await end(window, 'job-2', { ...report, rowsKept: 1000, dropped: [] });
    expect(screen.queryByText(/Out of date/)).toBeNull();
    expect(screen.getByRole('heading', { name: 'All 1,000 rows can be used.' })).toBeTruthy();
  });

  it('follows a project whose data was chosen after this page had been seen', async () => {
    const window = await makeProjectWindow(emptyProject(), withJobs());
    const early = await mountStep('quality', window);
    early.unmount();
    window.app.project.edit('data', (draft) => {
      draft.recipe.source = orders.suggested;
      draft.recipe.mapping = mappingSchema.parse(orderMapping);
    });
    await mountStep('quality', window);
    expect(window.engine.inputsOf('job.start')).toHaveLength(1);
    await end(window, 'job-1', report);
    expect(screen.getByRole('heading', { name: /950 of 1,000 rows/ })).toBeTruthy();
  });

  it('needs roles first', async () => {
    const { app, engine } = await openStep('quality', projectWith(), withJobs());
    expect(engine.inputsOf('job.start')).toEqual([]);
    await fireEvent.click(button('Choose the columns'));
    expect(app.navigation.place).toEqual({ kind: 'step', step: 'roles' });
  });
});

describe('the report', () => {
  it('begins with the finding, then the rows left out with reason and examples', async () => {
    await checked();
    expect(
      screen.getByRole('heading', {
        name: '950 of 1,000 rows can be used; 50 (5.0 %) are left out.',
      }),
    ).toBeTruthy();
    const rows = screen.getByRole('region', { name: 'Rows left out' });
    expect(
      within(rows).getByRole('row', {
        name: /The time cannot be read\. 50 5\.0 % row 17: 2015-13-40/,
      }),
    ).toBeTruthy();
    expect(screen.getByText('12 rows repeat another row.')).toBeTruthy();
  });

  it('shows what is odd about a column', async () => {
    await checked();
    const columns = screen.getByRole('region', { name: 'Columns in use' });
    expect(within(columns).getByRole('row', { name: /customer.*1\.0 % 90 1 to 90/ })).toBeTruthy();
    expect(within(columns).getByText('Looks like a row number.')).toBeTruthy();
  });

  it('draws the events per person, and says who stands out', async () => {
    const { react } = await import('./support/drawn-figures.ts');
    await checked();
    await waitFor(() => expect(react).toHaveBeenCalled());
    expect(screen.getByRole('figure', { name: 'Events per person' })).toBeTruthy();
    expect(
      screen.getByText(
        /1 person has more than 437 events \(1\.0 % of all events\) and is left out\./,
      ),
    ).toBeTruthy();
    expect(screen.getByText('Most events: 321 (570)')).toBeTruthy();
  });

  it('that leaves no row lets nobody go on', async () => {
    await checked({ ...report, rowsKept: 0 });
    expect(button('Continue to settings').disabled).toBe(true);
  });
});

describe('choices', () => {
  it('about robots change the words at once and ask for no new check', async () => {
    const { app, engine } = await checked();
    await fireEvent.click(screen.getByRole('radio', { name: 'Cap' }));
    expect(app.project.draft.recipe.quality?.robots.treatment).toBe('cap');
    expect(screen.getByText(/and is capped at that number\./)).toBeTruthy();
    await settle();
    expect(screen.queryByText(/Out of date/)).toBeNull();
    expect(engine.inputsOf('job.start')).toHaveLength(1);
  });

  it('that decide which rows count are looked at again by themselves, where that is quick', async () => {
    const { app, engine } = await checked();
    await fireEvent.click(screen.getByRole('radio', { name: 'Keep one of each' }));
    expect(app.project.draft.recipe.quality?.duplicates).toBe('drop');
    await waitFor(() => expect(engine.inputsOf('job.start')).toHaveLength(2));
    expect(engine.inputsOf('job.start')[1]).toMatchObject({
      kind: 'quality',
      params: { recipe: { quality: { duplicates: 'drop' } } },
    });
  });

  it('about amounts are asked where there are amounts', async () => {
    await checked();
    expect(screen.getByRole('group', { name: 'Negative amounts' })).toBeTruthy();
  });

  it('outside of the bounds are named at the field and change nothing', async () => {
    const { app } = await checked();
    const percentile = screen.getByLabelText('Robots are above');
    await fireEvent.input(percentile, { target: { value: '12' } });
    expect(screen.getByText('The smallest value is 90.')).toBeTruthy();
    expect(app.project.draft.recipe.quality?.robots.percentile).toBe(99.9);
    await fireEvent.input(percentile, { target: { value: '99.5' } });
    expect(app.project.draft.recipe.quality?.robots.percentile).toBe(99.5);
  });
});

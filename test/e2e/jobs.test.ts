// A job while it runs: results stay in sight, Cancel ends it, closing asks, and a dead engine is
// started again with the project open.
import type { Page } from '@playwright/test';
import type { Personae } from './support/personae.ts';
import { expect, test } from './support/prepared.ts';
import { goTo, railItem, runTimeout } from './support/workflow.ts';

const jobLine = (page: Page) => page.getByRole('region', { name: 'Running job' });

/** The job would take hours: where its line goes, Cancel has ended it. */
async function cancel(page: Page): Promise<void> {
  await jobLine(page).getByRole('button', { name: 'Cancel' }).click();
  await expect(jobLine(page)).toBeHidden();
}

async function reach(page: Page, stage: RegExp): Promise<void> {
  await expect(jobLine(page)).toContainText(stage, { timeout: runTimeout });
}

test('earlier results stay in sight while a job runs, and Cancel ends it', async ({ opened }) => {
  const { page } = opened;
  await runFromTopBar(page);
  await goTo(page, 'Overview');
  await expect(page.getByRole('grid', { name: 'Segments' })).toBeVisible();
  await goTo(page, 'People');
  await expect(page.getByRole('grid', { name: 'People' })).toBeVisible();
  await cancel(page);

  await runFromTopBar(page);
  await reach(page, /^Fitting/);
  await cancel(page);
  await goTo(page, 'Run');
  await expect(page.getByText('The run was cancelled')).toBeVisible();
  await expect(page.getByRole('alert')).toHaveCount(0);
});

test('closing while a job runs asks first, and keeps on running where one says so', async ({
  opened,
}) => {
  const { page, app } = opened;
  await runFromTopBar(page);
  await opened.answerMessageBoxes(0, 1);
  await closeWindow(opened);
  await expect.poll(() => opened.questions()).toEqual(['A job is still running.']);
  await expect(jobLine(page)).toBeVisible();
  const closed = app.waitForEvent('close');
  await closeWindow(opened);
  await closed;
});

test('a killed engine is started again; its job says so, the project is there, a run works', async ({
  opened,
}) => {
  const { page, app } = opened;
  await runFromTopBar(page);
  await reach(page, /^Fitting/);
  const pid = await app.evaluate(
    ({ app: electron }) =>
      electron.getAppMetrics().find(({ name }) => name === 'Personae engine')?.pid,
  );
  process.kill(pid ?? 0, 'SIGKILL');
  await expect(page.getByText('has been started again.')).toBeVisible();
  await expect(jobLine(page)).toBeHidden();
  await goTo(page, 'Run');
  await expect(
    page.getByRole('main').getByText('The engine stopped in the middle of this job.'),
  ).toBeVisible();
  await goTo(page, 'Overview');
  await expect(page.getByRole('grid', { name: 'Segments' })).toBeVisible();

  await goTo(page, 'Settings');
  await page.getByRole('radio', { name: 'Quintile scores' }).check();
  // So quick that its line may be gone before it is looked for.
  await runButton(page).click();
  await expect(railItem(page, 'Overview')).toHaveAttribute('aria-current', 'page', {
    timeout: runTimeout,
  });
  await expect(page.getByRole('grid', { name: 'Segments' })).toContainText('Champions');
});

/** That of the top bar; the rail has one of the same name. */
const runButton = (page: Page) =>
  page.getByRole('banner').getByRole('button', { name: 'Run', exact: true });

async function runFromTopBar(page: Page): Promise<void> {
  await runButton(page).click();
  await expect(jobLine(page)).toBeVisible();
}

async function closeWindow({ app }: Personae): Promise<void> {
  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close());
}

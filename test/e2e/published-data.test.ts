// Data that others published, from the file to named segments in the real window, and the same bytes
// again without it: households of a grocery (States), customers of a telephone company (Explain), and
// traffic fines (Journeys).
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test, type Personae } from './support/personae.ts';
import { expectSameBytes } from './support/replay.ts';
import {
  button,
  goOn,
  goTo,
  heading,
  openDataFile,
  qualityIsChecked,
  railItem,
  runTimeout,
  saveExport,
} from './support/workflow.ts';

const data = path.resolve(import.meta.dirname, '../../../shared/data');

test.skip(!existsSync(data), 'the folder ../shared/data with published data is not here');

async function openAs(personae: Personae, file: string, workflow: string): Promise<void> {
  const { page } = personae;
  await openDataFile(personae, path.join(data, file));
  await button(page, /^Workflow:/).click();
  await button(page, `Choose ${workflow}`).click();
  await expect(button(page, /^Workflow:/)).toContainText(workflow);
}

/** At the run step: runs, and keeps the tables; the command line writes the same ones. */
async function runAndReplay(personae: Personae, tables: readonly string[]): Promise<void> {
  const { page, folder } = personae;
  await page.keyboard.press('Enter');
  await expect(railItem(page, 'Overview')).toHaveAttribute('aria-current', 'page', {
    timeout: runTimeout,
  });
  await goTo(page, 'Export');
  for (const kind of tables)
    await saveExport(personae, `Save ${kind} as csv`, path.join(folder, `${kind}.csv`));
  await expectSameBytes(personae, tables);
}

test('households of completejourney: their weeks become named states', async ({ personae }) => {
  const { page } = personae;
  const file = 'completejourney/transactions_sample.csv';
  await openAs(personae, file, 'Behavioural states over time');
  await goOn(page);
  await goOn(page);
  await qualityIsChecked(page);
  const facts = page.getByRole('region', { name: 'All 75,000 rows can be used.' });
  await expect(facts.getByText('2,377', { exact: true })).toBeVisible();
  await goOn(page);
  await page.getByLabel('Most', { exact: true }).fill('5');
  await page.getByText('Search', { exact: true }).click();
  await page.getByLabel('Restarts').fill('2');
  await page.getByLabel('Most iterations').fill('100');
  await button(page, 'Continue to run').click();
  await expect(heading(page, /^Ready to/)).toBeVisible();
  await runAndReplay(personae, ['assignments', 'persons', 'transitions', 'profile']);
  await goTo(page, 'Overview');
  await expect(heading(page, /states of [\d,]+ people over [\d,]+ weeks/)).toBeVisible();
  const names = page
    .getByRole('grid', { name: 'States' })
    .getByRole('button', { name: /, rename/ });
  await expect.poll(() => names.count()).toBeGreaterThan(1);
});

test('customers of Telco: who leaves, told as well as others tell it', async ({ personae }) => {
  const { page } = personae;
  await openAs(personae, 'telco/Telco-Customer-Churn.csv', 'Explaining known segments');
  await goOn(page);
  await expect(page.getByRole('combobox', { name: 'Column of the segment' })).toHaveValue(/Churn/);
  await goOn(page);
  const known = page.getByRole('region', { name: 'The known segments' });
  await expect(known).toContainText('5,174', { timeout: 60_000 });
  await expect(known).toContainText('1,869');
  await goOn(page);
  await goOn(page);
  await expect(heading(page, 'Ready to explain the segments?')).toBeVisible();
  await runAndReplay(personae, ['assignments', 'importance', 'shap', 'rules']);
  await goTo(page, 'Diagnosis');
  const logistic = page
    .getByRole('grid', { name: 'Models' })
    .getByRole('row', { name: /Logistic/ });
  await expect(logistic).toContainText('0.845');
  await goTo(page, 'People');
  const people = page.getByRole('grid', { name: 'People' });
  await expect(people.getByRole('gridcell', { name: 'yes' }).first()).toBeVisible();
});

test('traffic fines: journeys to credit collection', async ({ personae }) => {
  const { page } = personae;
  await openAs(personae, 'traffic-fines/traffic_fines.csv', 'Journeys');
  await goOn(page);
  await page.getByRole('radio', { name: /^Some kinds of event/ }).check();
  await page.getByRole('checkbox', { name: 'Send for Credit Collection' }).last().check();
  await goOn(page);
  await qualityIsChecked(page);
  await expect(page.getByText('All 34,724 rows can be used.')).toBeVisible();
  await goOn(page);
  // By the calendar too few are sent to collection in the last quarter: that is said, with what to do.
  await goOn(page);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('alert')).toContainText(/too few to learn it/, { timeout: 60_000 });
  await goTo(page, 'Settings');
  await page.getByRole('radio', { name: /^Before each person's own outcome/ }).check();
  await goOn(page);
  await expect(heading(page, 'Ready to find the segments?')).toBeVisible();
  await runAndReplay(personae, ['assignments', 'encodings', 'profile']);
  await goTo(page, 'Overview');
  await expect(page.getByRole('grid', { name: 'Segments' })).toContainText('Everybody');
  const result = path.join(personae.folder, 'result.json');
  await goTo(page, 'Export');
  await saveExport(personae, 'Save result as json', result);
  const { outcome } = JSON.parse(readFileSync(result, 'utf8')) as {
    outcome: { personCount: number };
  };
  expect(outcome.personCount).toBe(3387);
});

// Workflow States in the real window: from a CSV file to named states, one person, files and the same
// bytes again without a window; axe on every page of it in light and dark.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Page } from '@playwright/test';
import { personaeCommand } from '../fixtures/personae-command.ts';
import { axeFindings } from './support/axe.ts';
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
  tableRows,
  setTheme,
} from './support/workflow.ts';

const newName = 'Office <days> & more';

/** The rides of few people, and the workflow chosen for them. */
async function openRides(personae: Personae): Promise<void> {
  const { page, folder } = personae;
  const data = path.join(folder, 'rides.csv');
  await personaeCommand(folder, ['sample', 'rides', '--persons', '120', '--out', data]);
  await openDataFile(personae, data);
  await expect(button(page, 'Continue to roles')).toBeEnabled({ timeout: 60_000 });
  await button(page, /^Workflow:/).click();
  await button(page, 'Choose Behavioural states over time').click();
  await expect(button(page, /^Workflow:/)).toContainText('Behavioural states over time');
}

/** A feature more, a fill policy, and a search that ends soon. */
async function chooseSettings(page: Page): Promise<void> {
  await expect(heading(page, 'What is a row, what is measured, how many states?')).toBeVisible();
  const rows = page.getByRole('region', { name: /^Rows of/ });
  await expect(rows).toBeVisible({ timeout: 30_000 });
  await page.getByLabel('Another feature').selectOption('count-of');
  await page.getByLabel('Its column').selectOption('event:status');
  await button(page, 'Add the feature').click();
  const values = page.getByRole('group', { name: 'Values that count' });
  await values.getByRole('checkbox', { name: 'cancelled' }).check();
  await page.getByLabel('Label').last().fill('Cancelled rides');
  // The column is read, and the rows of the same person have one more.
  await expect(rows.getByRole('columnheader', { name: 'Cancelled rides' })).toBeVisible({
    timeout: 30_000,
  });
  await page.getByLabel('Most', { exact: true }).fill('4');
  await page.getByText('Search', { exact: true }).click();
  await page.getByLabel('Restarts').fill('2');
  await page.getByLabel('Most iterations').fill('60');
  await expect(page.getByText('2 restarts · diagonal · seed 1')).toBeVisible();
  await button(page, 'Continue to run').click();
}

async function nameState(page: Page): Promise<void> {
  const table = page.getByRole('grid', { name: 'States' });
  await table.getByRole('button', { name: /, rename state 1$/ }).click();
  await page.getByRole('textbox', { name: 'Name of state 1' }).fill(newName);
  await page.keyboard.press('Enter');
  await expect(table).toContainText(newName);
  await expect(page.getByRole('figure', { name: 'How large the states are' })).toContainText(
    /Office <days> &\s*more/,
  );
  await goTo(page, 'States');
  await expect(page.getByRole('heading', { level: 2, name: newName })).toBeVisible();
}

/** Also in a narrow window, where the legend takes more lines, and in a wide one after it. */
async function legendStandsAbove({ app, page }: Personae, picture: string): Promise<void> {
  const gap = () =>
    page.getByRole('figure', { name: picture }).evaluate((figure) => {
      const legend = figure.querySelector('.legend')?.getBoundingClientRect();
      const plot = figure.querySelector('[data-subplot=xy]')?.getBoundingClientRect();
      return legend && plot ? plot.top - legend.bottom : NaN;
    });
  for (const width of [1440, 1024, 1440]) {
    await app.evaluate(
      ({ BrowserWindow }, to) => BrowserWindow.getAllWindows()[0]?.setSize(to, 900),
      width,
    );
    await expect.poll(() => page.evaluate(() => window.innerWidth)).toBe(width);
    await expect.poll(gap).toBeGreaterThanOrEqual(0);
  }
}

async function lookAtPerson(personae: Personae): Promise<void> {
  const { page } = personae;
  await goTo(page, 'People');
  const people = page.getByRole('grid', { name: 'People' });
  // The first one is called NA, as people may be.
  await expect.poll(async () => (await tableRows(people))[1]?.[0]).toMatch(/\d/);
  const person = (await tableRows(people))[1]?.[0] ?? '';
  await people.getByRole('gridcell', { name: person, exact: true }).dblclick();
  await expect(heading(page, `One person: ${person}`)).toBeVisible();
  await expect(page.getByRole('figure', { name: `${person} over time` })).toBeVisible();
  await legendStandsAbove(personae, `${person} over time`);
  const rows = page.getByRole('region', { name: `Rows of ${person}` });
  await expect(rows.getByRole('columnheader', { name: 'Known then' })).toBeVisible();
  await expect(page.getByRole('region', { name: `Forecast of ${person}` })).toContainText('%');
  await expect(page.getByRole('region', { name: 'Raw events' })).toContainText('completed');
  await page.getByLabel('Person', { exact: true }).fill('nobody has this key');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('alert')).toBeVisible();
}

interface Result {
  readonly segments: readonly { readonly givenName: string | null }[];
  readonly panel: { readonly rowCount: number; readonly personCount: number };
}

async function exportAndReplay(personae: Personae): Promise<void> {
  const { page, folder } = personae;
  await goTo(page, 'Export');
  const at = (name: string) => path.join(folder, name);
  const linesOf = (name: string) => readFileSync(at(name), 'utf8').trim().split('\n').length - 1;
  const tables = ['assignments', 'persons', 'transitions', 'profile'];
  for (const kind of tables) await saveExport(personae, `Save ${kind} as csv`, at(`${kind}.csv`));
  await saveExport(personae, 'Save result as json', at('result.json'));
  const result = JSON.parse(readFileSync(at('result.json'), 'utf8')) as Result;
  const stateCount = result.segments.length;
  expect(result.segments.map(({ givenName }) => givenName)).toContain(newName);
  expect(linesOf('assignments.csv')).toBe(result.panel.rowCount);
  expect(linesOf('persons.csv')).toBe(result.panel.personCount);
  expect(linesOf('transitions.csv')).toBe(stateCount * stateCount);
  await expectSameBytes(personae, tables);
}

async function checkByAxe(page: Page): Promise<void> {
  const found: string[] = [];
  for (const theme of ['Light colours', 'Dark colours']) {
    await setTheme(page, theme);
    for (const item of [
      ...['Roles', 'Settings', 'Run'],
      ...['Overview', 'States', 'One person', 'Diagnosis'],
    ]) {
      await goTo(page, item);
      await expect(page.getByRole('status').filter({ hasText: /^Reading/ })).toHaveCount(0);
      found.push(...(await axeFindings(page, `${item}, ${theme}`)));
    }
  }
  expect(found).toEqual([]);
}

test('rides from a file to named states, one person, files and the same bytes again', async ({
  personae,
}) => {
  const { page } = personae;
  await openRides(personae);
  await goOn(page);
  await expect(page.getByRole('radio', { name: 'An event' })).toBeChecked();
  await goOn(page);
  await qualityIsChecked(page);
  await goOn(page);
  await test.step('settings follow on the rows of one person', () => chooseSettings(page));
  await test.step('the run is told before it is made', async () => {
    await expect(page.getByRole('region', { name: 'What will be done' })).toContainText(
      'Cancelled rides (zero)',
    );
    await page.keyboard.press('Enter');
    await expect(railItem(page, 'Overview')).toHaveAttribute('aria-current', 'page', {
      timeout: runTimeout,
    });
    await expect(heading(page, /states of \d+ people over/)).toBeVisible();
    await expect(page.getByRole('region', { name: /^Score card/ })).toContainText(/\d+ %/);
  });
  await test.step('a state is named where it stands, and the name shows everywhere', () =>
    nameState(page));
  await test.step('one person is told, and who is not there is said', () => lookAtPerson(personae));
  await test.step('files, and the same bytes without a window', () => exportAndReplay(personae));
  await test.step('the number of states is explained', async () => {
    await goTo(page, 'Diagnosis');
    await expect(page.getByRole('heading', { name: /states: why$/ })).toBeVisible();
    await expect(page.getByRole('grid', { name: 'Numbers of states' })).toContainText('(chosen)');
  });
  await test.step('axe finds nothing', () => checkByAxe(page));
});

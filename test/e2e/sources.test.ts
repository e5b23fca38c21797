// Data of other shapes opened from the start page: a database that is recognised, a text without a
// header whose roles are chosen by hand, and a file that cannot be read.
import { existsSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Page } from '@playwright/test';
import { personaeCommand } from '../fixtures/personae-command.ts';
import { expect, test } from './support/personae.ts';
import {
  button,
  dataIsRead,
  goTo,
  heading,
  openDataFile,
  runToResults,
  tableRows,
  walkToRun,
} from './support/workflow.ts';

const cdnow = path.resolve(import.meta.dirname, '../../../shared/data/cdnow/CDNOW_sample.txt');

const roleOf = (page: Page, role: string) => page.getByLabel(role, { exact: true });

test('an Avito-shaped database is recognised by itself and segmented', async ({ personae }) => {
  const { page, folder } = personae;
  const database = path.join(folder, 'avito.sqlite');
  await personaeCommand(folder, ['sample', 'avito', '--rows', '200000', '--out', database]);
  await openDataFile(personae, database);
  await dataIsRead(page);
  await expect(page.getByRole('tab', { name: 'SearchInfo: events' })).toBeVisible();
  await expect(page.getByRole('tab', { name: 'trainSearchStream: joined' })).toBeVisible();
  await goTo(page, 'Roles');
  await expect(page.getByText('The roles are those of the Avito preset.')).toBeVisible();
  await goTo(page, 'Data');
  await walkToRun(page);
  await runToResults(page);
  const table = page.getByRole('grid', { name: 'Segments' });
  await expect(table.getByRole('columnheader', { name: /^Of clicks/ })).toBeVisible();
  await expect.poll(async () => (await tableRows(table)).length).toBeGreaterThan(1);
  await expect(page.getByRole('region', { name: /^Score card/ })).toBeVisible();
});

test('CDNOW, blanks and no header: roles are chosen by hand', async ({ personae }) => {
  test.skip(!existsSync(cdnow), 'the folder ../shared/data with CDNOW is not here');
  const { page } = personae;
  await openDataFile(personae, cdnow);
  await dataIsRead(page);
  await expect(page.getByLabel('Column 2')).toBeVisible();
  await page.getByLabel('Column 2').fill('customer');
  await page.getByLabel('Column 3').fill('day');
  await page.getByLabel('Column 5').fill('dollars');
  await page.getByLabel('Column 5').blur();
  await goTo(page, 'Roles');
  await roleOf(page, 'Person').selectOption('event:customer');
  await roleOf(page, 'Time').selectOption('event:day');
  await page.getByLabel('Written as').selectOption('yyyymmdd');
  await roleOf(page, 'Amount').selectOption('event:dollars');
  await goTo(page, 'Data');
  await walkToRun(page);
  await runToResults(page);
  await goTo(page, 'Diagnosis');
  // 2,357 customers with 6,919 rows, without the suspected robots that are left out.
  const origin = page.getByRole('region', { name: 'Where the numbers come from' });
  await expect(origin).toContainText(/Rows that were used\s*6,\d\d\d/);
  await expect(origin).toContainText(/People in the result\s*2,35\d/);
});

test('a broken file says what is wrong and what to do, and nothing is lost', async ({
  personae,
}) => {
  const { page, folder, answerDialogs } = personae;
  const broken = path.join(folder, 'broken.sqlite');
  const good = path.join(folder, 'good.csv');
  writeFileSync(broken, Buffer.concat([Buffer.from('SQLite format 3\0'), Buffer.alloc(900, 7)]));
  const day = (index: number) => String((index % 28) + 1).padStart(2, '0');
  const rows = Array.from({ length: 50 }, (_, i) => `p${i % 7},2024-05-${day(i)}`);
  writeFileSync(good, `who,when\n${rows.join('\n')}\n`);

  await openDataFile(personae, broken);
  const alert = page.getByRole('main').getByRole('alert');
  await expect(alert).toContainText('broken.sqlite');
  // A message and a hint, at least.
  expect(await alert.getByRole('paragraph').count()).toBeGreaterThanOrEqual(2);
  await answerDialogs(good);
  await button(page, 'Choose another file').click();
  await dataIsRead(page);
  await goTo(page, 'Roles');
  await roleOf(page, 'Person').selectOption('event:who');

  await goTo(page, 'Data');
  await answerDialogs(broken);
  await button(page, 'Another file').click();
  await expect(alert).toContainText('broken.sqlite');
  await button(page, 'Go on with good.csv').click();
  await dataIsRead(page);
  await goTo(page, 'Roles');
  await expect(roleOf(page, 'Person')).toHaveValue('event:who');
  await expect(heading(page, 'Which column says who, when and what?')).toBeVisible();
});

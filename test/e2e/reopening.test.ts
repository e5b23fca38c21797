// What was shown as saved is there again: after a proper end, and after kill -9 at a bad moment.
import { expect, test } from './support/prepared.ts';
import { button, goTo } from './support/workflow.ts';
import type { Page } from '@playwright/test';

async function rename(page: Page, name: string): Promise<void> {
  const table = page.getByRole('grid', { name: 'Segments' });
  await table.getByRole('button', { name: /, rename segment 1$/ }).click();
  await page.getByRole('textbox', { name: 'Name of segment 1' }).fill(name);
  await page.keyboard.press('Enter');
  await expect(table.getByRole('button', { name: new RegExp(`^${name} ?, rename`) })).toBeVisible();
}

test('a closed project is in the list with its picture, and opens with names, runs and draft', async ({
  opened,
}) => {
  await rename(opened.page, 'Best of all');
  await goTo(opened.page, 'Run');
  await opened.page.getByLabel('Title').fill('Third attempt');
  await opened.page.getByLabel('Title').blur();
  await expect(opened.page.getByText('Saved', { exact: true })).toBeVisible();

  const { page } = await opened.restart();
  const entry = page.getByRole('button', { name: /^shop/ });
  await expect(entry).toBeVisible();
  await expect(entry).not.toContainText('No result yet');
  await entry.click();
  await expect(page.getByRole('grid', { name: 'Segments' })).toContainText('Best of all');
  await button(page, /^Run:/).click();
  await expect(page.getByRole('menuitemradio')).toHaveCount(3);
  await page.keyboard.press('Escape');
  await goTo(page, 'Run');
  await expect(page.getByLabel('Title')).toHaveValue('Third attempt');
});

test('what was typed in the last moment before the window closes is saved', async ({ opened }) => {
  await goTo(opened.page, 'Run');
  await opened.page.getByLabel('Title').fill('Typed at the last moment');
  const { page } = await opened.restart();
  await page.getByRole('button', { name: /^shop/ }).click();
  await goTo(page, 'Run');
  await expect(page.getByLabel('Title')).toHaveValue('Typed at the last moment');
});

test('a rename that is shown as done survives kill -9 of the whole application', async ({
  opened,
}) => {
  const { page } = opened;
  await rename(page, 'Named before the crash');
  // The name is on the disk once the engine has answered; the next call comes after that answer.
  await goTo(page, 'People');
  await expect(page.getByRole('grid', { name: 'People' })).toContainText('Named before the crash');
  const again = await opened.killAndRestart();
  await again.page.getByRole('button', { name: /^shop/ }).click();
  await expect(again.page.getByRole('grid', { name: 'Segments' })).toContainText(
    'Named before the crash',
  );
});

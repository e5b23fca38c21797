// The steps of the window as a person takes them: from a start page to the results of a run.
import path from 'node:path';
import { expect, type Locator, type Page } from '@playwright/test';
import type { Personae } from './personae.ts';

/** The whole of a run on a busy machine; where it ends sooner the tests go on sooner. */
export const runTimeout = 300_000;

export const steps = [
  ['data', 'Where do the rows come from?'],
  ['roles', 'Which column says who, when and what?'],
  ['quality', 'Which rows and people count?'],
  ['settings', 'What is measured, and how are segments found?'],
  ['run', 'Ready to find the segments?'],
] as const;

export function heading(page: Page, name: string | RegExp): Locator {
  return page.getByRole('heading', { level: 1, name });
}

export function button(page: Page, name: string | RegExp): Locator {
  return page.getByRole('button', { name });
}

/** An entry of the rail on the left. */
export function railItem(page: Page, name: string): Locator {
  return page
    .getByRole('navigation', { name: 'Steps and results' })
    .getByRole('button', { name: new RegExp(`^${name}( ?,|$)`) });
}

export async function goTo(page: Page, name: string): Promise<void> {
  await railItem(page, name).click();
  await expect(railItem(page, name)).toHaveAttribute('aria-current', 'page');
}

/** By the name that the menu has for it. */
export async function setTheme(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name: 'More', exact: true }).click();
  await page.getByRole('menuitemradio', { name }).click();
}

/** A project of its own with a sample in it; ends at the data step, with the file looked at. */
export async function createSample(
  { page, folder, answerDialogs }: Personae,
  title: 'shop orders' | 'ad clicks' | 'touchpoints',
): Promise<void> {
  await answerDialogs(path.join(folder, 'project.personae'));
  await button(page, `Try ${title}`).click();
  await expect(heading(page, steps[0][1])).toBeVisible();
  await dataIsRead(page);
}

/** A data file opened from the start page, in a project that is made on the way. */
export async function openDataFile(
  { page, folder, answerDialogs }: Personae,
  dataPath: string,
): Promise<void> {
  await answerDialogs(path.join(folder, 'project.personae'), dataPath);
  await button(page, 'Open a data file').click();
  await expect(heading(page, steps[0][1])).toBeVisible();
}

export async function dataIsRead(page: Page): Promise<void> {
  await expect(button(page, 'Continue to roles')).toBeEnabled({ timeout: 60_000 });
}

/** From the data step to the run step, by Enter alone. */
export async function walkToRun(page: Page): Promise<void> {
  for (const [index, [, question]] of steps.entries()) {
    await expect(heading(page, question)).toBeVisible();
    if (index === steps.length - 1) return;
    await expect(button(page, /^Continue to/)).toBeEnabled({ timeout: 60_000 });
    if (index === 2) await qualityIsChecked(page);
    await page.keyboard.press('Enter');
  }
}

/** Enter goes on, once the step is settled. */
export async function goOn(page: Page): Promise<void> {
  await expect(button(page, /^Continue to/)).toBeEnabled({ timeout: 60_000 });
  await page.keyboard.press('Enter');
}

export async function qualityIsChecked(page: Page): Promise<void> {
  await expect(page.getByRole('heading', { name: /rows? can be used/ })).toBeVisible({
    timeout: 60_000,
  });
}

/** At the run step: starts the run and waits for its results. */
export async function runToResults(page: Page): Promise<void> {
  await page.keyboard.press('Enter');
  await expect(railItem(page, 'Overview')).toHaveAttribute('aria-current', 'page', {
    timeout: runTimeout,
  });
  await expect(page.getByRole('grid', { name: 'Segments' })).toBeVisible();
}

/** The text of every cell of the rows in sight, without the headings. */
export async function tableRows(table: Locator): Promise<string[][]> {
  return table
    .locator('[role=row][aria-selected]')
    .evaluateAll((rows) =>
      rows.map((row) =>
        [...row.querySelectorAll('[role=gridcell]')].map((cell) => cell.textContent.trim()),
      ),
    );
}

/** Saves one file of the export page, to `target`. */
export async function saveExport(
  { page, answerDialogs }: Personae,
  name: string,
  target: string,
): Promise<void> {
  await answerDialogs(target);
  await button(page, name).click();
  await expect(page.getByLabel('Messages').getByText(path.basename(target))).toBeVisible();
}

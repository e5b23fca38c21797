// Every page of every workflow, as the rail names them, and the way from one to the next.
import { expect, type Page } from '@playwright/test';
import type { Workflow } from '#shared/recipe/recipe';
import { goTo } from './workflow.ts';

export const stepPages = ['Data', 'Roles', 'Quality', 'Settings', 'Run'];

export const resultsPages: Readonly<Record<Workflow, readonly string[]>> = {
  rfe: ['Overview', 'Segments', 'People', 'Diagnosis', 'Export'],
  states: ['Overview', 'States', 'People', 'One person', 'Diagnosis', 'Export'],
  explain: [
    ...['Overview', 'Segments', 'Explanations', 'People', 'One person', 'Diagnosis'],
    'Export',
  ],
  journeys: ['Overview', 'Segments', 'People', 'Diagnosis', 'Export'],
};

export const everyWorkflow: readonly Workflow[] = ['rfe', 'states', 'explain', 'journeys'];

/** Opens a project of finished runs from the start page or from another project. */
export async function openProject(page: Page): Promise<void> {
  await page.keyboard.press('Control+o');
  await expect(page.getByRole('heading', { level: 2 }).first()).toBeVisible();
  await settled(page);
}

/** Goes to a page and waits until all is read and every picture in sight is drawn. */
export async function arrive(page: Page, name: string): Promise<void> {
  await goTo(page, name);
  if (name === 'One person') await chooseSomebody(page);
  await settled(page);
}

/** Where nobody is chosen yet, the page offers somebody. */
async function chooseSomebody(page: Page): Promise<void> {
  await settled(page);
  const offer = page.getByRole('main').getByRole('button', { name: /^Show \S+$/ });
  if ((await offer.count()) > 0) await offer.click();
}

/** All is read, and every picture in sight is drawn. */
export async function settled(page: Page): Promise<void> {
  await expect(page.getByRole('status').filter({ hasText: /^(Reading|Looking)/ })).toHaveCount(0);
  await page.waitForFunction(() =>
    [...document.querySelectorAll('main [aria-busy=true]')].every((busy) => {
      const { top, bottom } = busy.getBoundingClientRect();
      return bottom < 0 || top > window.innerHeight;
    }),
  );
}

/** Unfolds what is folded, so that it is looked at as well. */
export async function unfold(page: Page): Promise<void> {
  await page.evaluate(() => {
    for (const details of document.querySelectorAll<HTMLDetailsElement>('main details'))
      details.open = true;
  });
}

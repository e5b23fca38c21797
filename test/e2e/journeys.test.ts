// Workflow Journeys in the real window: from the sample to named segments, a radius that moves, files;
// and axe on every page of it in light and dark.
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Page } from '@playwright/test';
import { axeFindings } from './support/axe.ts';
import { expect, test, type Personae } from './support/personae.ts';
import { expectSameBytes } from './support/replay.ts';
import {
  button,
  createSample,
  goOn,
  goTo,
  heading,
  qualityIsChecked,
  runToResults,
  saveExport,
  setTheme,
} from './support/workflow.ts';

const newName = 'Calm <readers>';

/** A quick run: the network is small and nothing is repeated. */
async function chooseQuickly(page: Page): Promise<void> {
  await expect(heading(page, 'Until when is a journey, and when are two alike?')).toBeVisible();
  await expect(page.getByRole('radio', { name: /^Network that learns the outcome/ })).toBeChecked();
  await expect(page.getByText(/90 days after/)).toBeVisible();
  await page.getByText('Training', { exact: true }).click();
  await page.getByLabel('Most epochs').fill('20');
  await page.getByText('Trust and maps', { exact: true }).click();
  await page.getByLabel('Seeds that are compared').fill('2');
  await page.getByLabel('Map by UMAP as well').uncheck();
  await expect(page.getByText('2 seeds, without UMAP, seed 1')).toBeVisible();
  await button(page, 'Continue to run').click();
}

test('a sample of touchpoints, from the start page to segments, another radius and files', async ({
  personae,
}) => {
  const { page } = personae;
  await createSample(personae, 'touchpoints');
  await goOn(page);
  await test.step('the outcome of the sample is chosen, and said', async () => {
    await expect(page.getByRole('radio', { name: /^Some kinds of event/ })).toBeChecked();
    await expect(page.getByRole('checkbox', { name: 'cancel' }).last()).toBeChecked();
    await goOn(page);
  });
  await qualityIsChecked(page);
  await goOn(page);
  await test.step('settings', () => chooseQuickly(page));
  await expect(
    page.getByText('The outcome is "cancel"; it is taken out of the journeys.'),
  ).toBeVisible();
  await runToResults(page);
  await test.step('the overview says what to know first, and the truth that was found', async () => {
    const words = page.getByRole('region', { name: 'What to know first' });
    await expect(words).toContainText(/AUC/);
    await expect(words).toContainText(/length of journeys and tenure/i);
    await expect(words).toContainText(/2 seeds/);
    await expect(page.getByRole('grid', { name: 'Segments' })).toContainText('Everybody');
    await expect(page.getByRole('region', { name: /^Score card/ })).toContainText(/\d+ %/);
  });
  await test.step('a segment is named where it stands, and the name shows everywhere', () =>
    nameSegment(page));
  await test.step('the radius moves, and the clusters follow', () => moveRadius(page));
  await test.step('files are written', () => exportFiles(personae));
});

async function nameSegment(page: Page): Promise<void> {
  await goTo(page, 'Segments');
  await button(page, /, rename segment 1$/).click();
  await page.getByRole('textbox', { name: 'Name of segment 1' }).fill(newName);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 2, name: newName })).toBeVisible();
  const picture = page.getByRole('figure', { name: 'What happens first, second, third' });
  await picture.scrollIntoViewIfNeeded();
  await expect(picture).toContainText(newName);
}

async function moveRadius(page: Page): Promise<void> {
  await goTo(page, 'Diagnosis');
  const radius = page.getByRole('slider', { name: 'Radius' });
  await radius.scrollIntoViewIfNeeded();
  const found = page.getByRole('status').filter({ hasText: 'of people in none' });
  await expect(found).toContainText('As it was run.');
  const before = Number(/([\d.]+) %/.exec((await found.textContent()) ?? '')?.[1]);
  // Ten steps of the keyboard towards a radius within which fewer people have neighbours.
  await radius.focus();
  for (let step = 0; step < 10; step++) await page.keyboard.press('PageDown');
  await expect(found).not.toContainText('As it was run.');
  await expect
    .poll(async () => Number(/([\d.]+) %/.exec((await found.textContent()) ?? '')?.[1]))
    .toBeGreaterThan(before);
  await button(page, 'Back to the run').click();
  await expect(found).toContainText('As it was run.');
  await expect(button(page, 'Run with this radius')).toBeDisabled();
}

async function exportFiles(personae: Personae): Promise<void> {
  const { page, folder } = personae;
  await goTo(page, 'Export');
  for (const kind of ['assignments', 'profile', 'encodings']) {
    const target = path.join(folder, `${kind}.csv`);
    await saveExport(personae, `Save ${kind} as csv`, target);
    expect(existsSync(target)).toBe(true);
  }
  const assignments = readFileSync(path.join(folder, 'assignments.csv'), 'utf8');
  expect(assignments.split('\n')[0]).toMatch(/^person,segment,name,noise,probability/);
  expect(assignments).toContain(newName);
  await expectSameBytes(personae, ['assignments', 'encodings']);
}

test('axe finds nothing on the pages of journeys, in light and dark', async ({ personae }) => {
  const { page } = personae;
  await createSample(personae, 'touchpoints');
  await goOn(page);
  await goOn(page);
  await qualityIsChecked(page);
  await goOn(page);
  await chooseQuickly(page);
  await page.getByRole('heading', { name: 'What the run will take' }).waitFor();
  await runToResults(page);
  const found: string[] = [];
  for (const theme of ['Light colours', 'Dark colours']) {
    await setTheme(page, theme);
    for (const name of ['Roles', 'Settings', 'Run', 'Overview', 'Segments', 'Diagnosis']) {
      await goTo(page, name);
      await expect(page.getByRole('status').filter({ hasText: /^(Reading|Looking)/ })).toHaveCount(
        0,
      );
      found.push(...(await axeFindings(page, `${name}, ${theme}`)));
    }
  }
  expect(found).toEqual([]);
});

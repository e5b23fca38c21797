// Every page of every workflow by axe in light and dark, and at small sizes and 200 % without sideways
// scrolling.
import type { Page } from '@playwright/test';
import { axeFindings } from './support/axe.ts';
import {
  arrive,
  everyWorkflow,
  openProject,
  resultsPages,
  stepPages,
  unfold,
} from './support/every-page.ts';
import type { Personae } from './support/personae.ts';
import { expect, test } from './support/prepared.ts';
import { button, heading, setTheme } from './support/workflow.ts';

const themes = ['Light colours', 'Dark colours'];

/** What the colours do not change is looked at once. */
const rulesOf = (theme: string) => (theme === themes[0] ? undefined : ['color-contrast']);

for (const workflow of everyWorkflow) {
  test(`axe finds nothing on any page of ${workflow}, in light and dark`, async ({
    personae,
    projectOf,
  }) => {
    const { page } = personae;
    const found: string[] = [];
    await personae.answerDialogs(projectOf(workflow));
    await openProject(page);
    for (const name of [...stepPages, ...resultsPages[workflow]]) {
      await arrive(page, name);
      await unfold(page);
      for (const theme of themes) {
        await setTheme(page, theme);
        found.push(...(await axeFindings(page, `${name}, ${theme}`, rulesOf(theme))));
      }
    }
    expect(found).toEqual([]);
  });
}

for (const theme of themes) {
  test(`axe finds nothing beside the workflows: ${theme.toLowerCase()}`, async ({
    personae,
    shop,
  }) => {
    const { page } = personae;
    const found: string[] = [];
    await setTheme(page, theme);
    found.push(...(await axeFindings(page, 'Start')));
    await button(page, 'Which analysis fits?').click();
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    found.push(...(await axeFindings(page, 'Guide')));
    await personae.answerDialogs(shop.projectPath);
    await openProject(page);
    await button(page, /^Run:/).click();
    found.push(...(await axeFindings(page, 'Menu of runs')));
    await page
      .getByRole('menuitem', { name: /^Compare with/ })
      .first()
      .click();
    await expect(heading(page, 'Compare two runs')).toBeVisible();
    await expect(page.getByRole('figure')).toBeVisible();
    found.push(...(await axeFindings(page, 'Compare')));
    await page.keyboard.press('Control+p');
    await expect(page.getByRole('dialog')).toBeVisible();
    found.push(...(await axeFindings(page, 'Commands')));
    expect(found).toEqual([]);
  });
}

const sizes = [
  { width: 1440, height: 900, zoom: 1 },
  { width: 1280, height: 800, zoom: 1 },
  { width: 1024, height: 700, zoom: 1 },
  { width: 1280, height: 800, zoom: 2 },
];

async function setSize(
  { app, page }: Personae,
  wanted: { width: number; height: number; zoom: number },
): Promise<void> {
  await app.evaluate(({ BrowserWindow }, { width, height, zoom }) => {
    const window = BrowserWindow.getAllWindows()[0];
    window?.setContentSize(width, height);
    window?.webContents.setZoomFactor(zoom);
  }, wanted);
  await expect.poll(() => page.evaluate(() => window.innerWidth)).toBe(wanted.width / wanted.zoom);
}

/** By how many pixels the window or its canvas is wider than it can show. */
function overhang(page: Page): Promise<number> {
  return page.evaluate(() => {
    const main = document.querySelector('main');
    const root = document.documentElement;
    return Math.max(
      root.scrollWidth - root.clientWidth,
      root.scrollWidth - window.innerWidth,
      (main?.scrollWidth ?? 0) - (main?.clientWidth ?? 0),
    );
  });
}

for (const workflow of everyWorkflow) {
  test(`no page of ${workflow} scrolls sideways at any size`, async ({ personae, projectOf }) => {
    const { page } = personae;
    await personae.answerDialogs(projectOf(workflow));
    await openProject(page);
    const tooWide: string[] = [];
    for (const size of sizes) {
      await setSize(personae, size);
      for (const name of [...stepPages, ...resultsPages[workflow]]) {
        await arrive(page, name);
        await unfold(page);
        const pixels = await overhang(page);
        const where = `${name} at ${size.width} x ${size.height}, ${size.zoom * 100} %`;
        if (pixels > 0) tooWide.push(`${where}: ${pixels} px`);
      }
    }
    expect(tooWide).toEqual([]);
  });
}

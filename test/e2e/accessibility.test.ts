// Every page by axe in light and dark, and at small sizes and 200 % without sideways scrolling.
import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect, test } from './support/prepared.ts';
import { button, goTo, heading } from './support/workflow.ts';

const pages = [
  ...['Data', 'Roles', 'Quality', 'Settings', 'Run'],
  ...['Overview', 'Segments', 'People', 'Diagnosis', 'Export'],
];

/** The findings of axe as short lines. Legacy mode: an Electron window cannot open a second page. */
async function findings(page: Page, where: string): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze();
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => {
      const why = failureSummary?.split('\n')[1]?.trim() ?? '';
      return `${where}: ${id} at ${target.join(' ')}: ${why}`;
    }),
  );
}

async function setTheme(page: Page, name: string): Promise<void> {
  await button(page, 'More').click();
  await page.getByRole('menuitemradio', { name }).click();
}

async function arrive(page: Page, name: string): Promise<void> {
  await goTo(page, name);
  await expect(page.getByRole('status').filter({ hasText: /^(Reading|Looking)/ })).toHaveCount(0);
}

for (const theme of ['Light colours', 'Dark colours']) {
  test(`axe finds nothing on any page: ${theme.toLowerCase()}`, async ({ personae, shop }) => {
    const { page } = personae;
    const found: string[] = [];
    await setTheme(page, theme);
    found.push(...(await findings(page, 'Start')));
    await button(page, 'Which analysis fits?').click();
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    found.push(...(await findings(page, 'Guide')));
    await personae.answerDialogs(shop.projectPath);
    await page.keyboard.press('Control+o');
    await page.getByRole('grid', { name: 'Segments' }).waitFor();
    for (const name of pages) {
      await arrive(page, name);
      found.push(...(await findings(page, name)));
    }
    await button(page, /^Run:/).click();
    found.push(...(await findings(page, 'Menu of runs')));
    await page
      .getByRole('menuitem', { name: /^Compare with/ })
      .first()
      .click();
    await expect(heading(page, 'Compare two runs')).toBeVisible();
    await expect(page.getByRole('figure')).toBeVisible();
    found.push(...(await findings(page, 'Compare')));
    await page.keyboard.press('Control+p');
    await expect(page.getByRole('dialog')).toBeVisible();
    found.push(...(await findings(page, 'Commands')));
    expect(found).toEqual([]);
  });
}

for (const { width, height, zoom } of [
  { width: 1440, height: 900, zoom: 1 },
  { width: 1024, height: 700, zoom: 1 },
  { width: 1280, height: 800, zoom: 2 },
]) {
  test(`no page scrolls sideways at ${width} x ${height}, ${zoom * 100} %`, async ({ opened }) => {
    const { page, app } = opened;
    await app.evaluate(
      ({ BrowserWindow }, wanted) => {
        const window = BrowserWindow.getAllWindows()[0];
        window?.setContentSize(wanted.width, wanted.height);
        window?.webContents.setZoomFactor(wanted.zoom);
      },
      { width, height, zoom },
    );
    await expect.poll(() => page.evaluate(() => window.innerWidth)).toBe(width / zoom);
    const tooWide: string[] = [];
    for (const name of pages) {
      await arrive(page, name);
      const overhang = await page.evaluate(() => {
        const main = document.querySelector('main');
        const root = document.documentElement;
        return Math.max(
          root.scrollWidth - root.clientWidth,
          (main?.scrollWidth ?? 0) - (main?.clientWidth ?? 0),
        );
      });
      if (overhang > 0) tooWide.push(`${name}: ${overhang} px`);
    }
    expect(tooWide).toEqual([]);
  });
}

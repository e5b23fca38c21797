// npm run screenshots [-- FOLDER]: makes docs/screenshot.png for the README; with a folder, also every
// page in light and dark at 1280 x 800, from top to bottom.
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { ElectronApplication, Page } from '@playwright/test';
import { launchApplication } from '../test/e2e/support/launch-application.ts';
import { makeProject } from '../test/fixtures/make-project.ts';
import { shopRecipe } from '../test/fixtures/sample-plans.ts';
import { buildIfStale } from './run/application-build.ts';
import { withDisplay } from './set-up/display.ts';
import { electronEnvironment } from './set-up/installation.ts';
import { projectRoot } from './set-up/paths.ts';
import { reportFailure } from './set-up/set-up-error.ts';
import { setUp } from './set-up/set-up.ts';

const size = { width: 1280, height: 800 };
/** Less than the height of the canvas, so that nothing falls between two pictures. */
const scrollStep = 640;
const railItems = [
  ...['Data', 'Roles', 'Quality', 'Settings', 'Run'],
  ...['Overview', 'Segments', 'People', 'Diagnosis', 'Export'],
];

/** A shop's project with two runs, so that they can be compared. */
function prepareProject(folder: string): string {
  const projectPath = join(folder, 'Shop orders.personae');
  const data = { sample: 'shop', size: 4000, output: join(folder, 'shop-orders.csv') };
  const recipes = [{ ...shopRecipe, model: { kind: 'quintile-scores' } }, shopRecipe];
  makeProject(folder, { projectPath, data, recipes });
  return projectPath;
}

async function launch(
  folder: string,
  environment: Record<string, string>,
  projects: string[],
): Promise<{ app: ElectronApplication; page: Page }> {
  const app = await launchApplication(folder, { ...process.env, ...environment }, projects);
  const page = await app.firstWindow();
  await app.evaluate(({ BrowserWindow }, { width, height }) => {
    BrowserWindow.getAllWindows()[0]?.setContentSize(width, height);
  }, size);
  return { app, page };
}

async function setTheme(page: Page, theme: 'light' | 'dark'): Promise<void> {
  await page.getByRole('button', { name: 'More' }).click();
  const label = theme === 'light' ? 'Light colours' : 'Dark colours';
  await page.getByRole('menuitemradio', { name: label }).click();
}

/** Every picture that is in sight is drawn, and nothing is being read. */
async function settle(page: Page): Promise<void> {
  await page.waitForFunction(() =>
    [...document.querySelectorAll('[aria-busy=true]')].every((busy) => {
      const { top, bottom } = busy.getBoundingClientRect();
      return bottom < 0 || top > window.innerHeight;
    }),
  );
  await page.evaluate(
    () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))),
  );
}

async function shoot(page: Page, folder: string, name: string): Promise<void> {
  const height = await page.evaluate(() => {
    const main = document.querySelector('main');
    main?.scrollTo(0, 0);
    return main ? main.scrollHeight - main.clientHeight : 0;
  });
  for (let top = 0, part = 1; ; top += scrollStep, part++) {
    await page.evaluate((to) => document.querySelector('main')?.scrollTo(0, to), top);
    await settle(page);
    await page.screenshot({ path: join(folder, `${name}-${part}.png`) });
    if (top >= height) return;
  }
}

async function shootProject(page: Page, folder: string): Promise<void> {
  for (const item of railItems) {
    await page
      .getByRole('navigation', { name: 'Steps and results' })
      .getByRole('button', { name: new RegExp(`^${item}( ?,|$)`) })
      .click();
    await page.getByRole('heading', { level: 1 }).waitFor();
    await page
      .getByRole('status')
      .filter({ hasText: /^(Reading|Looking)/ })
      .waitFor({ state: 'detached' });
    await shoot(page, folder, item.toLowerCase());
  }
  const picker = page.getByRole('button', { name: /^Run:/ });
  await picker.click();
  const compare = page.getByRole('menuitem', { name: /^Compare with/ });
  if ((await compare.count()) === 0) return page.keyboard.press('Escape');
  await compare.first().click();
  await page.getByRole('figure').waitFor();
  await shoot(page, folder, 'compare');
}

async function makeScreenshots(target: string | undefined, given: string[]): Promise<void> {
  const electron = await setUp();
  await buildIfStale();
  const folder = mkdtempSync(join(tmpdir(), 'personae-screenshots-'));
  const projectPath = given[0] === undefined ? prepareProject(folder) : resolve(given[0]);
  await withDisplay(async (display) => {
    const environment = { ...electronEnvironment(electron), ...display };
    const start = await launch(folder, environment, []);
    await start.page.getByRole('heading', { level: 1 }).waitFor();
    if (target) await shootBoth(start.page, target, (into) => shoot(start.page, into, 'start'));
    await start.app.close();
    const { app, page } = await launch(folder, environment, [projectPath]);
    await page.getByRole('grid', { name: 'Segments' }).waitFor();
    await setTheme(page, 'light');
    await settle(page);
    if (given.length === 0)
      await page.screenshot({ path: join(projectRoot, 'docs', 'screenshot.png') });
    if (target) await shootBoth(page, target, (into) => shootProject(page, into));
    await app.close();
  });
  rmSync(folder, { recursive: true, force: true });
}

async function shootBoth(
  page: Page,
  target: string,
  work: (into: string) => Promise<void>,
): Promise<void> {
  for (const theme of ['light', 'dark'] as const) {
    const into = join(resolve(target), theme);
    mkdirSync(into, { recursive: true });
    await setTheme(page, theme);
    await work(into);
  }
}

const [target, ...given] = process.argv.slice(2);
await makeScreenshots(target, given).catch(reportFailure);

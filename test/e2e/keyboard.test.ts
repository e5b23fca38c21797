// The whole workflow without a mouse, watched for requests, sockets and breaches of the policy; and
// the results pages of every workflow by keyboard alone.
import path from 'node:path';
import type { Page } from '@playwright/test';
import type { Personae } from './support/personae.ts';
import {
  everyWorkflow,
  openProject,
  resultsPages,
  settled,
  stepPages,
} from './support/every-page.ts';
import { expect, test } from './support/prepared.ts';
import {
  internetSockets,
  isLoopback,
  processTree,
  type InternetSocket,
} from './support/sockets.ts';
import {
  button,
  dataIsRead,
  goTo,
  heading,
  railItem,
  runToResults,
  walkToRun,
} from './support/workflow.ts';

/** Presses Tab until the element has the keyboard; a hundred times is more than any page has. */
async function tabTo(page: Page, name: string): Promise<void> {
  for (let presses = 0; presses < 100; presses++) {
    await page.keyboard.press('Tab');
    const focused = await page.evaluate(() => document.activeElement?.textContent.trim() ?? '');
    if (focused === name) return;
  }
  throw new Error(`Tab does not reach "${name}"`);
}

const theme = (page: Page) => page.evaluate(() => document.documentElement.dataset['theme']);

test('from the start page to results by keyboard alone, without any connection', async ({
  personae,
  shop,
}) => {
  const { page, folder } = personae;
  const watch = await watchNetwork(personae);
  await personae.answerDialogs(path.join(folder, 'keys.personae'), shop.dataPath);
  await expect(button(page, 'Open a data file')).toBeVisible();
  await tabTo(page, 'Open a data file');
  await page.keyboard.press('Enter');
  await dataIsRead(page);
  await walkToRun(page);
  await runToResults(page);

  await page.keyboard.press('Control+p');
  await expect(page.getByRole('combobox', { name: 'Find a command' })).toBeFocused();
  await page.keyboard.type('dark colours');
  await page.keyboard.press('Enter');
  await expect.poll(() => theme(page)).toBe('dark');
  await page.keyboard.press('Control+7');
  await expect(railItem(page, 'Segments')).toHaveAttribute('aria-current', 'page');
  await page.keyboard.press('Control+3');
  await expect(heading(page, 'Which rows and people count?')).toBeVisible();
  await page.keyboard.press('F1');
  await expect(page.getByRole('dialog')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toBeHidden();
  for (const name of ['Overview', 'Segments', 'People', 'Diagnosis', 'Export'])
    await goTo(page, name);
  expect(await watch()).toEqual({ requests: [], sockets: [], violations: [] });
});

test('Tab goes in the order of reading, and is nowhere lost', async ({ opened }) => {
  const { page } = opened;
  await goTo(page, 'Export');
  await settled(page);
  await page.evaluate(() => (document.activeElement as HTMLElement).blur());
  const places: { x: number; y: number; inMain: boolean }[] = [];
  for (let presses = 0; presses < 60; presses++) {
    await page.keyboard.press('Tab');
    const place = await page.evaluate(() => {
      const active = document.activeElement;
      if (!active || active === document.body) return null;
      const { x, y } = active.getBoundingClientRect();
      return { x, y, inMain: active.closest('main') !== null };
    });
    if (place) places.push(place);
  }
  const inMain = places.slice(
    places.findIndex((place) => place.inMain),
    places.findLastIndex((place) => place.inMain) + 1,
  );
  expect(inMain.length).toBeGreaterThan(7);
  const down = inMain.slice(0, 8).every(({ y, x }, i, all) => {
    const before = all[i - 1];
    return !before || y > before.y - 4 || (Math.abs(y - before.y) <= 4 && x > before.x);
  });
  expect(down, 'each stop is below or right of the one before').toBe(true);
  // The way leads round: top bar and rail come again.
  expect(places.some((place) => !place.inMain)).toBe(true);
  await expect(button(page, 'More')).toBeVisible();
});

for (const workflow of everyWorkflow) {
  test(`every results page of ${workflow} is reached and left by keyboard`, async ({
    personae,
    projectOf,
  }) => {
    const { page } = personae;
    await personae.answerDialogs(projectOf(workflow));
    await openProject(page);
    for (const name of resultsPages[workflow]) {
      await tabToRail(page, name);
      await page.keyboard.press('Enter');
      await expect(railItem(page, name)).toHaveAttribute('aria-current', 'page');
      await settled(page);
      await tabThrough(page, name);
    }
    const numbered = [...stepPages, ...resultsPages[workflow]].slice(0, 9);
    for (const [index, name] of numbered.entries()) {
      await page.keyboard.press(`Control+${index + 1}`);
      await expect(railItem(page, name)).toHaveAttribute('aria-current', 'page');
    }
  });
}

/** Presses Tab until an entry of the rail has the keyboard. */
async function tabToRail(page: Page, name: string): Promise<void> {
  const item = railItem(page, name);
  for (let presses = 0; presses < 200; presses++) {
    await page.keyboard.press('Tab');
    if (await item.evaluate((element) => element === document.activeElement)) return;
  }
  throw new Error(`Tab does not reach ${name} in the rail`);
}

/** Goes through all that takes the keyboard in the canvas, until Tab leads out of it again. */
async function tabThrough(page: Page, name: string): Promise<void> {
  await page.evaluate(() => {
    const walk = { hasEntered: false, hasLeft: false };
    (globalThis as Record<string, unknown>)['walk'] = walk;
    document.addEventListener('focusin', ({ target }) => {
      const isInside = target instanceof Element && target.closest('main') !== null;
      walk.hasEntered ||= isInside;
      walk.hasLeft ||= walk.hasEntered && !isInside;
    });
  });
  for (let presses = 0; presses < 400; presses += 10) {
    for (let press = 0; press < 10; press++) await page.keyboard.press('Tab');
    const walk = await page.evaluate(() => (globalThis as Record<string, unknown>)['walk']);
    if ((walk as { hasLeft: boolean }).hasLeft) return;
  }
  throw new Error(`Tab does not lead out of ${name}`);
}

/** Looks at requests, policy and sockets from now on; the answer is what should not have been. */
async function watchNetwork({ app, page }: Personae) {
  await app.evaluate(({ session }) => {
    const urls: string[] = [];
    (globalThis as Record<string, unknown>)['requestedUrls'] = urls;
    session.defaultSession.webRequest.onSendHeaders((details) => void urls.push(details.url));
    session.defaultSession.webRequest.onErrorOccurred((details) => void urls.push(details.url));
  });
  await page.evaluate(() => {
    const violations: string[] = [];
    (globalThis as Record<string, unknown>)['violations'] = violations;
    document.addEventListener('securitypolicyviolation', (event) =>
      violations.push(`${event.violatedDirective}: ${event.blockedURI}`),
    );
  });
  const root = app.process().pid ?? 0;
  const sockets = new Map<string, InternetSocket>();
  const look = () => {
    if (process.platform !== 'linux') return;
    for (const socket of internetSockets(processTree(root)))
      if (!isLoopback(socket)) sockets.set(`${socket.protocol} ${socket.remote}`, socket);
  };
  const timer = setInterval(look, 250);
  return async () => {
    clearInterval(timer);
    look();
    const urls = await app.evaluate(
      () => (globalThis as Record<string, unknown>)['requestedUrls'] as string[],
    );
    const violations = await page.evaluate(
      () => (globalThis as Record<string, unknown>)['violations'] as string[],
    );
    return {
      requests: urls.filter((url) => !url.startsWith('app://personae/')),
      sockets: [...sockets.values()],
      violations,
    };
  };
}

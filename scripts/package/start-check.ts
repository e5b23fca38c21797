// Starts the packaged application once and looks, through Chromium's own debugging port, whether
// its window has loaded a page: a module left out of the package shows here.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { chromium } from 'playwright';
import { withDisplay } from '../set-up/display.ts';
import { electronFlags } from '../set-up/installation.ts';
import { SetUpError } from '../set-up/set-up-error.ts';

const deadlineMilliseconds = 30_000;
const pollMilliseconds = 200;

/**
 * Starts a program and waits for its window.
 *
 * @returns title of the page in the window
 */
export async function checkThatItStarts(program: string): Promise<string> {
  const userData = await mkdtemp(join(tmpdir(), 'personae-package-'));
  const flags = [...electronFlags(), `--user-data-dir=${userData}`, '--remote-debugging-port=0'];
  try {
    return await withDisplay(async (display) => {
      const child = spawn(program, flags, {
        env: { ...process.env, ...display },
        stdio: ['ignore', 'ignore', 'pipe'],
      });
      let printed = '';
      child.stderr.setEncoding('utf8').on('data', (text: string) => (printed += text));
      try {
        return await pageTitle(() => printed);
      } finally {
        if (child.kill('SIGKILL')) await once(child, 'exit');
      }
    });
  } finally {
    await rm(userData, { recursive: true, force: true });
  }
}

async function pageTitle(printed: () => string): Promise<string> {
  const deadline = performance.now() + deadlineMilliseconds;
  while (performance.now() < deadline) {
    const address = /DevTools listening on ws:\/\/([^/]+)/.exec(printed())?.[1];
    if (address !== undefined) return titleOfFirstPage(`http://${address}`);
    await wait(pollMilliseconds);
  }
  throw new SetUpError(`The packaged application did not start:\n${printed()}`);
}

/** Waits until the page shows some text, which a page whose script failed does not. */
async function titleOfFirstPage(address: string): Promise<string> {
  const browser = await chromium.connectOverCDP(address, { timeout: deadlineMilliseconds });
  const [context] = browser.contexts();
  if (context === undefined) throw new SetUpError('The packaged application has no window.');
  const page = context.pages()[0] ?? (await context.waitForEvent('page'));
  const text = page.locator('body', { hasText: /\S/ });
  await text.waitFor({ timeout: deadlineMilliseconds }).catch(() => {
    throw new SetUpError(`The packaged application's window stays empty at ${page.url()}.`);
  });
  return page.title();
}

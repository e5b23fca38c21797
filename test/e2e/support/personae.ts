// Starts the real application with a fresh data folder, answers its dialogs, keeps a trace of every
// test, and fails a test in which the window logged an error or broke the security policy.
import { mkdtempSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { expect, test as base, type ElectronApplication, type Page } from '@playwright/test';
import { launchApplication } from './launch-application.ts';
import { removeFolder } from './remove-folder.ts';
import { killTree } from './sockets.ts';

export interface Personae {
  readonly app: ElectronApplication;
  readonly page: Page;
  /** A folder of this test's own, removed afterwards. */
  readonly folder: string;
  /** What the next dialogs answer: paths, in order; undefined closes one without an answer. */
  answerDialogs: (...paths: (string | undefined)[]) => Promise<void>;
  /** What the next message boxes answer: the index of the button. */
  answerMessageBoxes: (...buttons: number[]) => Promise<void>;
  /** The questions of the message boxes that were answered so far. */
  questions(): Promise<string[]>;
  /** Ends the application and starts it again on the same data folder. */
  restart: () => Promise<Personae>;
  /** Ends every process of the application at once (kill -9) and starts it again. */
  killAndRestart(): Promise<Personae>;
}

/** What the window logged as an error, and what of it a test has asked for: that may come late. */
interface Faults {
  readonly seen: string[];
  expected: RegExp | null;
}

/** The application that runs now: a test may start it several times. */
interface Running {
  app?: ElectronApplication;
}

async function launch(folder: string, faults: string[], running: Running): Promise<Personae> {
  const app = await launchApplication(folder, process.env);
  running.app = app;
  await app.context().tracing.start({ screenshots: true, snapshots: true });
  const page = await app.firstWindow();
  page.on('console', (message) => {
    if (message.type() === 'error') faults.push(message.text());
  });
  page.on('pageerror', (error) => faults.push(String(error)));
  page.setDefaultTimeout(60_000);
  await page.waitForLoadState('domcontentloaded');
  return {
    app,
    page,
    folder,
    answerDialogs: (...paths) => answerDialogs(app, paths),
    answerMessageBoxes: (...buttons) => answerMessageBoxes(app, buttons),
    questions: () => questions(app),
    restart: async () => {
      await app.close();
      return launch(folder, faults, running);
    },
    killAndRestart: async () => {
      const ended = app.waitForEvent('close');
      killTree(app.process().pid ?? 0);
      await ended;
      return launch(folder, faults, running);
    },
  };
}

/** Closes the application, whatever it is doing: a job that a failed test left is no question. */
async function end(app: ElectronApplication): Promise<void> {
  await answerMessageBoxes(app, [1]).catch(() => undefined);
  await app.close().catch(() => undefined);
}

async function answerDialogs(
  app: ElectronApplication,
  paths: (string | undefined)[],
): Promise<void> {
  await app.evaluate(
    ({ dialog }, answers) => {
      const queue = [...answers];
      const next = (): string | null => {
        if (queue.length === 0) throw new Error('a dialog opened that the test did not expect');
        return queue.shift() ?? null;
      };
      dialog.showSaveDialog = () => {
        const filePath = next();
        return Promise.resolve({ canceled: filePath === null, filePath: filePath ?? '' });
      };
      dialog.showOpenDialog = () => {
        const filePath = next();
        return Promise.resolve({
          canceled: filePath === null,
          filePaths: filePath === null ? [] : [filePath],
        });
      };
    },
    paths.map((entry) => entry ?? null),
  );
}

async function answerMessageBoxes(app: ElectronApplication, buttons: number[]): Promise<void> {
  await app.evaluate(({ dialog }, answers) => {
    const queue = [...answers];
    const asked: string[] = [];
    (globalThis as Record<string, unknown>)['askedQuestions'] = asked;
    dialog.showMessageBox = (...given: unknown[]) => {
      const response = queue.shift();
      if (response === undefined)
        throw new Error('a question came up that the test did not expect');
      asked.push((given.at(-1) as { message: string }).message);
      return Promise.resolve({ response, checkboxChecked: false });
    };
  }, buttons);
}

function questions(app: ElectronApplication): Promise<string[]> {
  return app.evaluate(
    () => ((globalThis as Record<string, unknown>)['askedQuestions'] ?? []) as string[],
  );
}

export const test = base.extend<{ personae: Personae; faults: Faults }>({
  // Playwright reads what a fixture needs from the pattern of its first argument.
  // eslint-disable-next-line no-empty-pattern
  faults: async ({}, use) => {
    const faults: Faults = { seen: [], expected: null };
    await use(faults);
    const unexpected = faults.seen.filter((fault) => !faults.expected?.test(fault));
    expect(unexpected, 'errors in the window').toEqual([]);
  },
  personae: async ({ faults }, use, testInfo) => {
    const folder = mkdtempSync(path.join(os.tmpdir(), 'personae-e2e-'));
    const running: Running = {};
    const personae = await launch(folder, faults.seen, running);
    await use(personae);
    if (testInfo.status !== testInfo.expectedStatus) {
      await running.app
        ?.context()
        .tracing.stop({ path: testInfo.outputPath('trace.zip') })
        .catch(() => undefined);
    }
    if (running.app) await end(running.app);
    removeFolder(folder);
  },
});

export { expect };

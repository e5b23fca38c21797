// How long the window's main thread is blocked at the longest, page by page: every results page of
// every workflow in the real window, from top to bottom. What is promised stands in the place of a peer.
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import type { Page } from '@playwright/test';
import { buildIfStale } from '../../scripts/run/application-build.ts';
import { withDisplay } from '../../scripts/set-up/display.ts';
import { electronEnvironment } from '../../scripts/set-up/installation.ts';
import { setUp } from '../../scripts/set-up/set-up.ts';
import type { Workflow } from '#shared/recipe/recipe';
import { arrive, everyWorkflow, resultsPages } from '../e2e/support/every-page.ts';
import { launchApplication } from '../e2e/support/launch-application.ts';
import { makeProject } from '../fixtures/make-project.ts';
import { samplePlan } from '../fixtures/sample-plans.ts';
import type { Benchmark, BenchRow } from './benchmark.ts';
import { newBlocks, watchTasks, type Blocks } from './long-tasks.ts';

const promisedMs = 100;
/** Less than the height of the canvas, so that every picture comes into sight. */
const scrollStep = 500;

export const benchmark: Benchmark = {
  name: 'window',
  async *run({ folder }) {
    const electron = await setUp();
    await buildIfStale();
    for (const workflow of everyWorkflow) {
      const place = path.join(folder, workflow);
      mkdirSync(place);
      const project = prepare(workflow, place);
      yield* await withDisplay((display) =>
        visit(workflow, project, place, { ...electronEnvironment(electron), ...display }),
      );
    }
  },
};

function prepare(workflow: Workflow, folder: string): string {
  const plan = samplePlan(workflow, folder);
  makeProject(folder, plan);
  return plan.projectPath;
}

async function visit(
  workflow: Workflow,
  project: string,
  folder: string,
  environment: Record<string, string>,
): Promise<BenchRow[]> {
  const app = await launchApplication(folder, { ...process.env, ...environment }, [project]);
  try {
    const page = await app.firstWindow();
    await page.getByRole('heading', { level: 1 }).waitFor();
    await watchTasks(page);
    const rows: BenchRow[] = [];
    for (const name of resultsPages[workflow]) {
      await arrive(page, name);
      await lookThrough(page);
      rows.push(rowOf(`window: ${workflow}, ${name}, longest block`, await newBlocks(page)));
    }
    return rows;
  } finally {
    await app.close();
  }
}

/** From top to bottom, so that every picture is drawn. */
async function lookThrough(page: Page): Promise<void> {
  const height = await page.evaluate(() => document.querySelector('main')?.scrollHeight ?? 0);
  for (let top = 0; top < height; top += scrollStep) {
    await page.evaluate((to) => document.querySelector('main')?.scrollTo(0, to), top);
    await page.waitForFunction(() =>
      [...document.querySelectorAll('main [aria-busy=true]')].every((busy) => {
        const { top: above, bottom } = busy.getBoundingClientRect();
        return bottom < 0 || above > window.innerHeight;
      }),
    );
  }
}

/** Tasks that were too long are named. */
function rowOf(name: string, { longestMs, tasks }: Blocks): BenchRow {
  const tooLong = tasks.filter(({ ms }) => ms > promisedMs);
  return {
    name,
    threadCount: 1,
    oursMs: longestMs,
    peer: 'at most',
    peerMs: promisedMs,
    target: 1,
    agreement: tooLong.map(({ ms, what }) => `${ms.toFixed(0)} ms: ${what}`).join('; '),
  };
}

// Projects with finished runs, made once a worker: three of a small shop, and one of every workflow's
// sample. Every test gets a copy.
import { copyFileSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { Workflow } from '#shared/recipe/recipe';
import { makeProject } from '../../fixtures/make-project.ts';
import { samplePlan, shopRecipe } from '../../fixtures/sample-plans.ts';
import { expect, test as base, type Personae } from './personae.ts';

const recipes = [
  { ...shopRecipe, title: 'By a fixed rule', model: { kind: 'quintile-scores' } },
  {
    ...shopRecipe,
    title: 'Mixture of three',
    model: { kind: 'gaussian-mixture', k: 3, restartCount: 2 },
  },
  {
    ...shopRecipe,
    title: 'Shop',
    model: { kind: 'k-means', kMinimum: 3, kMaximum: 5, restartCount: 4 },
  },
];

/** The next run takes hours on any machine, so that it is always there to be stopped. */
const draft = {
  model: {
    kind: 'gaussian-mixture',
    kMaximum: 20,
    restartCount: 200,
    maxIterationCount: 10_000,
    tolerance: 0,
  },
};

export interface Prepared {
  readonly projectPath: string;
  readonly dataPath: string;
}

/** The path of a copy of a workflow's project; its data stays where it was. */
type CopyProject = (workflow: Workflow) => string;

interface WorkerFixtures {
  preparedShop: Prepared;
  /** The path of a workflow's project, made when it is asked for first. */
  preparedWorkflow: CopyProject;
}

interface TestFixtures {
  shop: Prepared;
  opened: Personae;
  projectOf: CopyProject;
}

export const test = base.extend<TestFixtures, WorkerFixtures>({
  preparedShop: [
    // Playwright reads what a fixture needs from the pattern of its first argument.
    // eslint-disable-next-line no-empty-pattern
    async ({}, use) => {
      const folder = mkdtempSync(path.join(os.tmpdir(), 'personae-prepared-'));
      const dataPath = path.join(folder, 'shop.csv');
      const projectPath = path.join(folder, 'shop.personae');
      const data = { sample: 'shop', size: 1200, output: dataPath };
      makeProject(folder, { projectPath, data, recipes, draft });
      await use({ projectPath, dataPath });
      rmSync(folder, { recursive: true, force: true });
    },
    { scope: 'worker', timeout: 600_000 },
  ],
  preparedWorkflow: [
    // eslint-disable-next-line no-empty-pattern
    async ({}, use) => {
      const folder = mkdtempSync(path.join(os.tmpdir(), 'personae-workflows-'));
      const made = new Map<Workflow, string>();
      await use((workflow) => {
        const known = made.get(workflow);
        if (known !== undefined) return known;
        const plan = samplePlan(workflow, path.join(folder, workflow));
        mkdirSync(path.join(folder, workflow));
        makeProject(folder, plan);
        made.set(workflow, plan.projectPath);
        return plan.projectPath;
      });
      rmSync(folder, { recursive: true, force: true });
    },
    { scope: 'worker', timeout: 600_000 },
  ],
  projectOf: async ({ preparedWorkflow, personae }, use) => {
    await use((workflow) => {
      const copy = path.join(personae.folder, `${workflow}.personae`);
      copyFileSync(preparedWorkflow(workflow), copy);
      return copy;
    });
  },
  /** A copy of the prepared project, with its data beside it. */
  shop: async ({ preparedShop, personae }, use) => {
    const projectPath = path.join(personae.folder, 'shop.personae');
    const dataPath = path.join(personae.folder, 'shop.csv');
    copyFileSync(preparedShop.projectPath, projectPath);
    copyFileSync(preparedShop.dataPath, dataPath);
    await use({ projectPath, dataPath });
  },
  /** The application with that copy open, at the overview of its newest run. */
  opened: async ({ personae, shop }, use) => {
    const { page } = personae;
    await personae.answerDialogs(shop.projectPath);
    await page.getByRole('button', { name: 'Open a project' }).click();
    await page.getByRole('grid', { name: 'Segments' }).waitFor();
    await use(personae);
  },
});

export { expect };

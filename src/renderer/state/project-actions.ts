// What people do with projects and files. Every action shows its own failure.
import type { SampleKind } from '#shared/calls/jobs';
import type { FileReference } from '#shared/data/project';
import type { Dropped, Theme } from '#shared/calls/shell-calls';
import { parseRecipe } from '#shared/recipe/recipe';
import { prepareSample, prepareSampleTables } from './sample-drafts.ts';
import { formatBytes } from '../components/format.ts';
import type { AppState } from './app-state.svelte.ts';

/** Rows of the ad log, persons of the others: small enough to be ready in seconds. */
export const sampleSizes: Readonly<Record<SampleKind, number>> = {
  avito: 200_000,
  shop: 4_000,
  touchpoints: 8_000,
  rides: 2_000,
  company: 4_000,
};
/** As the start page and the list of commands call them. */
export const sampleTitles: Readonly<Record<SampleKind, string>> = {
  avito: 'Ad clicks',
  shop: 'Shop orders',
  touchpoints: 'Touchpoints',
  rides: 'Rides',
  company: 'Company',
};
const sampleSeed = 1;

/** Asks where a new project shall lie and opens it. False where the dialog was closed. */
export async function createProject(app: AppState, suggestedName = 'New project') {
  let isOpen = false;
  await app.attempt(async () => {
    isOpen = await app.openBy(
      async () => (await app.shell.call('shell.newProject', { suggestedName })).opened,
    );
  });
  return isOpen;
}

export function openProject(app: AppState) {
  return app.attempt(() =>
    app.openBy(async () => (await app.shell.call('shell.openProject')).opened),
  );
}

export function openRecent(app: AppState, id: string) {
  return app.attempt(() =>
    app.openBy(async () => (await app.shell.call('shell.openRecent', { id })).opened),
  );
}

export function forgetRecent(app: AppState, id: string) {
  return app.attempt(async () => {
    await app.shell.call('shell.forgetRecent', { id });
    await app.refreshShell();
  });
}

export function closeProject(app: AppState) {
  return app.attempt(async () => {
    await app.project.flush();
    await app.shell.call('shell.closeProject');
  });
}

export function saveCopy(app: AppState) {
  return app.attempt(async () => {
    await app.project.flush();
    const { saved } = await app.shell.call('shell.saveCopy');
    if (saved) app.notifications.notify({ tone: 'good', text: 'A copy of the project is saved.' });
  });
}

/** Makes a project with data whose truth is known, and opens that data in it. */
export function createSample(app: AppState, sample: SampleKind) {
  return app.attempt(async () => {
    let output: string | null = null;
    await app.openBy(async () => {
      ({ output } = await app.shell.call('shell.newSampleProject', { sample }));
      return output !== null;
    });
    if (output === null) return;
    app.navigation.step('data');
    // Before the data is attached: a draft that changes meanwhile would take the description back.
    app.project.edit('choice of the workflow', (draft) => {
      prepareSample(sample, draft);
    });
    const params = { sample, size: sampleSizes[sample], seed: sampleSeed, output };
    const { files } = await app.jobs.run({ kind: 'sample', params });
    if (files[0]) await app.data.attach(files[0]);
    app.project.edit('tables of the sample', (draft) => {
      prepareSampleTables(sample, draft, files);
    });
  });
}

/** Lets the person choose a file or a folder; where no project is open, one is made first. */
export function chooseData(app: AppState, what: 'file' | 'folder') {
  return app.attempt(async () => {
    if (!app.project.isOpen && !(await createProject(app))) return;
    const file = await app.shell.call('shell.chooseData', { what });
    if (file) await openData(app, file);
  });
}

/** A file was dropped on the window: data, a project or a recipe. */
export function openDropped(app: AppState, file: File) {
  return app.attempt(async () => {
    const needsProject = !app.project.isOpen;
    let dropped: Dropped = { kind: 'nothing' };
    await app.openBy(async () => {
      dropped = await app.shell.acceptDrop(file);
      return dropped.kind === 'project' || (dropped.kind === 'data' && needsProject);
    });
    await openAccepted(app, dropped, file.name);
  });
}

async function openAccepted(app: AppState, dropped: Dropped, fileName: string): Promise<void> {
  if (dropped.kind === 'data') await openData(app, dropped.file);
  if (dropped.kind === 'recipe') await openRecipe(app, dropped.json, fileName);
}

export function chooseRecipe(app: AppState) {
  return app.attempt(async () => {
    const chosen = await app.shell.call('shell.chooseRecipe');
    if (chosen) await openRecipe(app, chosen.json, 'The recipe');
  });
}

async function openData(app: AppState, file: FileReference): Promise<void> {
  app.navigation.step('data');
  if (app.data.waitsForFile) app.data.replaceFile(file);
  else await app.data.attach(file);
}

async function openRecipe(app: AppState, json: string, origin: string): Promise<void> {
  const recipe = parseRecipe(parseJson(json), origin);
  if (!app.project.isOpen && !(await createProject(app, recipe.title || 'New project'))) return;
  app.project.edit('opening of a recipe', (draft) => {
    draft.workflow = recipe.workflow;
    draft.recipe = recipe;
  });
  app.navigation.step('data');
}

/** What is no JSON is no recipe either, and parseRecipe says so. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Throws away the copies of data that were made for speed. */
export function purgeStore(app: AppState) {
  return app.attempt(async () => {
    const { freedBytes } = await app.engine.call('store.purge');
    app.notifications.notify({
      tone: 'good',
      text: `The working copies of the data are removed: ${formatBytes(freedBytes)} freed.`,
      hint: 'Projects and results are untouched. Data is read again when it is needed.',
    });
  });
}

export function setTheme(app: AppState, theme: Theme) {
  app.theme.set(theme);
  return app.attempt(() => app.shell.call('shell.setTheme', { theme }));
}

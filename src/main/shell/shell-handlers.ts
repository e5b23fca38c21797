// One handler a call of the shell; a missing one does not compile.
import { rename, writeFile } from 'node:fs/promises';
import { app, clipboard, nativeTheme } from 'electron';
import type { SampleKind } from '#shared/calls/jobs';
import type { ShellCallName, ShellOutput, ShellParsedInput } from '#shared/calls/shell-calls';
import { PersonaeError } from '#shared/errors';
import { readPreferences, writePreferences } from '../preferences.ts';
import { requireNotOpen, type ProjectWindow } from '../project-window.ts';
import { forgetProject, listRecentProjects, recentProjectPath } from '../recent-projects.ts';
import { copyImage } from './copy-image.ts';
import { freeSamplePath } from './free-sample-path.ts';
import {
  chooseDataPath,
  chooseNewProject,
  chooseOutputPath,
  chooseProject,
  chooseRecipePath,
} from './project-dialogs.ts';
import { readRecipeFile } from './read-recipe-file.ts';

type Handlers = {
  [N in ShellCallName]: (
    input: ShellParsedInput<N>,
    owner: ProjectWindow,
  ) => Promise<ShellOutput<N>> | ShellOutput<N> | Nothing<ShellOutput<N>>;
};

/** A call without an output may be answered by returning nothing. */
type Nothing<Output> = Output extends undefined ? void | Promise<void> : never;

/** Opens what `choose` names, unless the person closed the dialog or wants a running job to go on. */
async function openChosen(
  owner: ProjectWindow,
  create: boolean,
  choose: () => Promise<string | undefined>,
): Promise<{ opened: boolean }> {
  if (!(await owner.mayStopJobs())) return { opened: false };
  const projectPath = await choose();
  if (projectPath === undefined) return { opened: false };
  await owner.openProject(projectPath, create);
  return { opened: true };
}

/** @throws PersonaeError project.in-use: what is saved must not take the place of an open project */
async function chooseTarget(
  owner: ProjectWindow,
  suggestedName: string,
): Promise<string | undefined> {
  const target = await chooseOutputPath(owner.window, suggestedName);
  if (target !== undefined) requireNotOpen(target);
  return target;
}

const sampleNames: Readonly<Record<SampleKind, string>> = {
  avito: 'Ad clicks sample',
  shop: 'Shop orders sample',
  touchpoints: 'Touchpoints sample',
  rides: 'Rides sample',
  company: 'Company sample',
};
const sampleExtensions: Readonly<Record<SampleKind, string>> = {
  avito: '.sqlite',
  shop: '.csv',
  touchpoints: '.csv',
  rides: '.csv',
  company: '.sqlite',
};

export const shellHandlers: Handlers = {
  'shell.state': (_input, owner) => ({
    personaeVersion: app.getVersion(),
    versions: {
      electron: process.versions.electron,
      chromium: process.versions.chrome,
      node: process.versions.node,
    },
    platform: process.platform,
    theme: readPreferences().theme,
    recent: listRecentProjects(),
    projectName: owner.projectName,
  }),
  'shell.newProject': ({ suggestedName }, owner) =>
    openChosen(owner, true, () => chooseNewProject(owner.window, suggestedName || 'New project')),
  'shell.openProject': (_input, owner) =>
    openChosen(owner, false, () => chooseProject(owner.window)),
  'shell.openRecent': ({ id }, owner) =>
    openChosen(owner, false, () => Promise.resolve(recentProjectPath(id))),
  'shell.forgetRecent': ({ id }) => forgetProject(id),
  'shell.newSampleProject': async ({ sample }, owner) => {
    const { opened } = await openChosen(owner, true, () =>
      chooseNewProject(owner.window, sampleNames[sample]),
    );
    if (!opened || !owner.projectPath) return { output: null };
    const dataPath = freeSamplePath(owner.projectPath, sampleExtensions[sample]);
    const { handle } = await owner.engine.call('control.registerOutput', { path: dataPath });
    return { output: handle };
  },
  'shell.saveCopy': async (_input, owner) => {
    const target = await chooseTarget(owner, `${owner.projectName} copy.personae`);
    if (target === undefined) return { saved: false };
    await owner.engine.call('control.saveCopy', { path: target });
    return { saved: true };
  },
  'shell.closeProject': async (_input, owner) => {
    if (!(await owner.mayStopJobs())) return { closed: false };
    await owner.closeProject();
    return { closed: true };
  },
  'shell.chooseData': async ({ what }, owner) => {
    const dataPath = await chooseDataPath(owner.window, what);
    if (dataPath === undefined) return null;
    return owner.engine.call('control.registerFile', { path: dataPath });
  },
  'shell.chooseRecipe': async (_input, owner) => {
    const recipePath = await chooseRecipePath(owner.window);
    return recipePath === undefined ? null : { json: await readRecipeFile(recipePath) };
  },
  'shell.chooseOutput': async ({ suggestedName }, owner) => {
    const outputPath = await chooseTarget(owner, suggestedName);
    if (outputPath === undefined) return null;
    const { handle } = await owner.engine.call('control.registerOutput', { path: outputPath });
    return handle;
  },
  'shell.saveFigure': async ({ suggestedName, content }, owner) => {
    const target = await chooseTarget(owner, suggestedName);
    if (target === undefined) return { saved: false };
    await writeWhole(target, content);
    return { saved: true };
  },
  'shell.copyText': async ({ text }) => {
    await clipboard.writeText(text);
  },
  'shell.copyImage': ({ png }) => copyImage(png),
  'shell.readyToClose': (_input, owner) => owner.readyToClose(),
  'shell.setTheme': ({ theme }) => {
    nativeTheme.themeSource = theme;
    writePreferences({ theme });
  },
};

/** Writes a file whole or not at all. @throws PersonaeError file.unwritable */
async function writeWhole(target: string, content: Uint8Array): Promise<void> {
  try {
    await writeFile(`${target}.part`, content);
    await rename(`${target}.part`, target);
  } catch (thrown) {
    throw new PersonaeError(
      {
        code: 'file.unwritable',
        message: `${target} could not be written.`,
        hint: 'Check the free space and that you may write there, then save again.',
      },
      thrown,
    );
  }
}

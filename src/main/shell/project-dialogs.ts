// The dialogs that name paths. Nothing else does.
import { existsSync } from 'node:fs';
import path from 'node:path';
import { app, dialog, type BrowserWindow } from 'electron';

const projectFilter = { name: 'Personae project', extensions: ['personae'] };
const dataExtensions = ['sqlite', 'sqlite3', 'db', 'csv', 'tsv', 'txt', 'parquet', 'gz', 'tab'];

function withExtension(filePath: string, extension: string): string {
  return filePath.endsWith(extension) ? filePath : `${filePath}${extension}`;
}

/** A place for a new project; where one lies there already, the dialog has asked to replace it. */
export async function chooseNewProject(
  window: BrowserWindow,
  suggestedName: string,
): Promise<string | undefined> {
  const { canceled, filePath } = await dialog.showSaveDialog(window, {
    title: 'New project',
    buttonLabel: 'Create',
    defaultPath: path.join(app.getPath('documents'), `${suggestedName}.personae`),
    filters: [projectFilter],
    properties: ['createDirectory', 'showOverwriteConfirmation'],
  });
  if (canceled || !filePath) return undefined;
  const projectPath = withExtension(filePath, '.personae');
  // The dialog has asked about the name as it was typed.
  const mayCreate =
    projectPath === filePath || !existsSync(projectPath) || (await mayReplace(window, projectPath));
  return mayCreate ? projectPath : undefined;
}

async function mayReplace(window: BrowserWindow, projectPath: string): Promise<boolean> {
  const { response } = await dialog.showMessageBox(window, {
    type: 'question',
    message: `${path.basename(projectPath)} is there already.`,
    detail: 'A new project in its place removes everything in it.',
    buttons: ['Keep it', 'Replace it'],
    defaultId: 0,
    cancelId: 0,
  });
  return response === 1;
}

export async function chooseProject(window: BrowserWindow): Promise<string | undefined> {
  const { canceled, filePaths } = await dialog.showOpenDialog(window, {
    title: 'Open a project',
    filters: [projectFilter],
    properties: ['openFile'],
  });
  return canceled ? undefined : filePaths[0];
}

export async function chooseDataPath(
  window: BrowserWindow,
  what: 'file' | 'folder',
): Promise<string | undefined> {
  const { canceled, filePaths } = await dialog.showOpenDialog(window, {
    title: what === 'file' ? 'Choose the data' : 'Choose a folder of equal files',
    filters: [
      { name: 'Data', extensions: dataExtensions },
      { name: 'All files', extensions: ['*'] },
    ],
    properties: [what === 'file' ? 'openFile' : 'openDirectory'],
  });
  return canceled ? undefined : filePaths[0];
}

export async function chooseRecipePath(window: BrowserWindow): Promise<string | undefined> {
  const { canceled, filePaths } = await dialog.showOpenDialog(window, {
    title: 'Open a recipe',
    filters: [{ name: 'Recipe', extensions: ['json'] }],
    properties: ['openFile'],
  });
  return canceled ? undefined : filePaths[0];
}

export async function chooseOutputPath(
  window: BrowserWindow,
  suggestedName: string,
): Promise<string | undefined> {
  const { canceled, filePath } = await dialog.showSaveDialog(window, {
    title: 'Save',
    // Only the name counts: a suggested name cannot point into a folder.
    defaultPath: path.join(app.getPath('documents'), path.basename(suggestedName)),
    properties: ['createDirectory', 'showOverwriteConfirmation'],
  });
  return canceled || !filePath ? undefined : filePath;
}

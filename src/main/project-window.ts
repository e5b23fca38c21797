// A window, its engine and its project. Each window has at most one project.
import { rmSync, statSync } from 'node:fs';
import path from 'node:path';
import { app, BrowserWindow, dialog, nativeTheme, type WebContents } from 'electron';
import { enginePortChannel, shellEventChannel } from '#shared/calls/bridge';
import type { ShellEvent } from '#shared/calls/shell-calls';
import { PersonaeError, toErrorValue } from '#shared/errors';
import { EngineSupervisor } from './engine-supervisor.ts';
import { readPreferences } from './preferences.ts';
import { rememberProject, rememberShares } from './recent-projects.ts';
import { rendererUrl } from './renderer-scheme.ts';
import { isSameFile } from './same-file.ts';

/** How long a closing window may save; one that hangs must be closed all the same. */
const lastSaveMs = 1500;

const windows = new Map<number, ProjectWindow>();

export class ProjectWindow {
  readonly window: BrowserWindow;
  readonly engine: EngineSupervisor;
  projectPath: string | undefined;
  #loaded = false;
  #mayClose = false;
  #lastSaved: (() => void) | undefined;

  constructor() {
    nativeTheme.themeSource = readPreferences().theme;
    this.window = new BrowserWindow({
      width: 1440,
      height: 900,
      minWidth: 1024,
      minHeight: 700,
      show: false,
      title: 'Personae',
      backgroundColor: nativeTheme.shouldUseDarkColors ? '#16181b' : '#ffffff',
      webPreferences: {
        preload: path.join(import.meta.dirname, '../preload/index.cjs'),
        contextIsolation: true,
        sandbox: true,
        nodeIntegration: false,
        webSecurity: true,
        spellcheck: false,
        navigateOnDragDrop: false,
      },
    });
    this.window.once('ready-to-show', () => this.window.show());
    this.engine = new EngineSupervisor({
      port: (port) =>
        this.#whenLoaded(() => this.contents.postMessage(enginePortChannel, null, [port])),
      state: (state) => this.send({ event: 'engine', state }),
      picture: (shares) => this.projectPath && rememberShares(this.projectPath, shares),
    });
    // A reload (development only) needs a new port; the first load gets it when the engine is ready.
    this.contents.on('did-stop-loading', () => {
      if (this.#loaded) this.engine.connect();
      this.#loaded = true;
    });
    this.window.on('close', (event) => this.#close(event));
    const id = this.contents.id;
    windows.set(id, this);
    this.window.on('closed', () => {
      windows.delete(id);
      this.engine.end();
    });
    void this.window.loadURL(rendererUrl());
  }

  get contents(): WebContents {
    return this.window.webContents;
  }

  get projectName(): string | null {
    return this.projectPath === undefined ? null : path.basename(this.projectPath, '.personae');
  }

  send(event: ShellEvent): void {
    this.#whenLoaded(() => this.contents.send(shellEventChannel, event));
  }

  async openProject(projectPath: string, create: boolean): Promise<void> {
    requireNotOpen(projectPath, this);
    const earlier = this.projectPath;
    if (earlier) await this.engine.closeProject();
    this.projectPath = undefined;
    try {
      if (create) removeProject(projectPath);
      await this.engine.openProject(projectPath, create);
    } catch (thrown) {
      if (earlier) await this.#reopen(earlier);
      throw thrown;
    }
    this.projectPath = projectPath;
    this.window.setTitle(`${this.projectName} – Personae`);
    rememberProject(projectPath, statSync(projectPath).size);
    app.addRecentDocument(projectPath);
    this.send({ event: 'project' });
  }

  /** Where another project could not be opened, the one that was there stays; or else the start page. */
  async #reopen(projectPath: string): Promise<void> {
    try {
      await this.engine.openProject(projectPath, false);
      this.projectPath = projectPath;
    } catch {
      this.window.setTitle('Personae');
      this.send({ event: 'project' });
    }
  }

  async closeProject(): Promise<void> {
    this.projectPath = undefined;
    await this.engine.closeProject();
    this.window.setTitle('Personae');
    this.send({ event: 'project' });
  }

  /** Asks where a job would be lost. @returns whether to go on */
  async mayStopJobs(): Promise<boolean> {
    const { count } = await this.engine.call('control.jobCount', undefined);
    if (count === 0) return true;
    const { response } = await dialog.showMessageBox(this.window, {
      type: 'question',
      message: 'A job is still running.',
      detail: 'Closing stops it. Finished parts are kept, and everything shown as saved is safe.',
      buttons: ['Keep running', 'Stop and close'],
      defaultId: 0,
      cancelId: 0,
    });
    return response === 1;
  }

  /** What was typed last has been saved. */
  readyToClose(): void {
    this.#lastSaved?.();
  }

  async #lastSave(): Promise<void> {
    if (this.projectPath === undefined) return;
    await new Promise<void>((resolve) => {
      this.#lastSaved = resolve;
      setTimeout(resolve, lastSaveMs);
      this.send({ event: 'closing' });
    });
  }

  #whenLoaded(send: () => void): void {
    if (this.window.isDestroyed()) return;
    // Not `did-finish-load`: while that is told, the window still counts as loading.
    if (this.contents.isLoading()) this.contents.once('did-stop-loading', send);
    else send();
  }

  #close(event: { preventDefault(): void }): void {
    if (this.#mayClose) return;
    event.preventDefault();
    this.mayStopJobs()
      .catch(() => true)
      .then(async (may) => {
        if (!may) return;
        await this.#lastSave();
        this.#mayClose = true;
        this.window.close();
      })
      .catch(() => undefined);
  }
}

/** The window other than `self` whose project this file is. */
function windowWith(filePath: string, self?: ProjectWindow): ProjectWindow | undefined {
  return [...windows.values()].find(
    (candidate) =>
      candidate !== self &&
      candidate.projectPath !== undefined &&
      isSameFile(candidate.projectPath, filePath),
  );
}

/** @throws PersonaeError project.in-use: replacing a file under a window would lose its work */
export function requireNotOpen(filePath: string, self?: ProjectWindow): void {
  if (!windowWith(filePath, self)) return;
  throw new PersonaeError({
    code: 'project.in-use',
    message: `${path.basename(filePath)} is a project that is open${self ? ' in another window' : ''}.`,
    hint: 'Close it there first, or choose another name.',
  });
}

/** A new project replaces the one that lay there, as the save dialog has asked. */
function removeProject(projectPath: string): void {
  for (const suffix of ['', '-wal', '-shm', '-journal']) {
    rmSync(projectPath + suffix, { force: true });
  }
}

/** Opens a window; with a path, that project in it, or the window that has it already. */
export function openProjectWindow(projectPath: string | undefined): ProjectWindow {
  const existing = projectPath === undefined ? undefined : windowWith(projectPath);
  if (existing) {
    existing.window.focus();
    return existing;
  }
  const opened = new ProjectWindow();
  if (projectPath !== undefined) {
    opened.openProject(projectPath, false).catch((thrown: unknown) => {
      const error = toErrorValue(thrown);
      dialog.showErrorBox(error.message, error.hint ?? '');
    });
  }
  return opened;
}

export function projectWindowOf(contents: WebContents): ProjectWindow | undefined {
  return windows.get(contents.id);
}

/** The window that has the keyboard, or the only one. */
export function focusedProjectWindow(): ProjectWindow | undefined {
  const focused = BrowserWindow.getFocusedWindow();
  return focused ? windows.get(focused.webContents.id) : [...windows.values()][0];
}

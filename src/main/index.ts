// The application's first process: one window a project, dialogs, menus, and the locks on every door.
import { app, BrowserWindow } from 'electron';
import { installMenu } from './menu.ts';
import { keepOffTheNetwork, lockWebContents, restrictSession } from './security.ts';
import { registerScheme, serveRenderer } from './renderer-scheme.ts';
import { installShell } from './shell/install-shell.ts';
import { openProjectWindow, projectWindowOf } from './project-window.ts';
import { projectPathIn } from './project-argument.ts';

keepOffTheNetwork();
registerScheme();

if (!app.requestSingleInstanceLock()) {
  app.quit();
} else {
  app.on('web-contents-created', (_event, contents) => lockWebContents(contents));
  app.on('second-instance', (_event, argv) => openProjectWindow(projectPathIn(argv)));
  app.on('open-file', (event, path) => {
    event.preventDefault();
    void app.whenReady().then(() => openProjectWindow(path));
  });
  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin') app.quit();
  });
  app.on('activate', () => {
    if (BrowserWindow.getAllWindows().length === 0) openProjectWindow(undefined);
  });
  // Not awaited: Electron is only ready once this module has been evaluated.
  void app.whenReady().then(start);
}

function start(): void {
  restrictSession();
  serveRenderer();
  installShell(projectWindowOf);
  installMenu();
  openProjectWindow(projectPathIn(process.argv));
}

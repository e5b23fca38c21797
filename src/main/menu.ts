// The menu bar as the platform has it. The window carries out most commands itself.
import { app, Menu, type MenuItemConstructorOptions } from 'electron';
import type { MenuCommand } from '#shared/calls/shell-calls';
import { focusedProjectWindow, openProjectWindow } from './project-window.ts';

function item(
  label: string,
  command: MenuCommand,
  accelerator?: string,
): MenuItemConstructorOptions {
  return {
    label,
    ...(accelerator === undefined ? {} : { accelerator }),
    click: () => focusedProjectWindow()?.send({ event: 'menu', command }),
  };
}

const separator: MenuItemConstructorOptions = { type: 'separator' };

function template(): MenuItemConstructorOptions[] {
  const isMac = process.platform === 'darwin';
  return [
    ...(isMac ? [{ role: 'appMenu' } as const] : []),
    {
      label: '&File',
      submenu: [
        {
          label: 'New window',
          accelerator: 'CmdOrCtrl+Shift+N',
          click: () => openProjectWindow(undefined),
        },
        item('New project…', 'project.new', 'CmdOrCtrl+N'),
        item('Open…', 'project.open', 'CmdOrCtrl+O'),
        item('Open data…', 'data.open', 'CmdOrCtrl+Shift+O'),
        item('Save a copy…', 'project.saveCopy', 'CmdOrCtrl+S'),
        separator,
        item('Remove the working copies of data', 'store.purge'),
        separator,
        item('Close project', 'project.close'),
        isMac ? { role: 'close' } : { role: 'quit' },
      ],
    },
    {
      label: '&Edit',
      submenu: [
        item('Undo', 'edit.undo', 'CmdOrCtrl+Z'),
        item('Redo', 'edit.redo', 'CmdOrCtrl+Shift+Z'),
        separator,
        { role: 'cut' },
        { role: 'copy' },
        { role: 'paste' },
        { role: 'selectAll' },
        separator,
        item('Find a person…', 'find.person', 'CmdOrCtrl+F'),
      ],
    },
    {
      label: '&View',
      submenu: [
        item('All commands…', 'commands.show', 'CmdOrCtrl+P'),
        separator,
        item('Light', 'theme.light'),
        item('Dark', 'theme.dark'),
        item('As the system', 'theme.system'),
        separator,
        { role: 'resetZoom' },
        { role: 'zoomIn' },
        { role: 'zoomOut' },
        separator,
        { role: 'togglefullscreen' },
        ...(app.isPackaged
          ? []
          : [{ role: 'reload' } as const, { role: 'toggleDevTools' } as const]),
      ],
    },
    {
      label: '&Help',
      submenu: [
        item('Keyboard shortcuts', 'help.shortcuts', 'F1'),
        item('About Personae', 'help.about'),
      ],
    },
  ];
}

export function installMenu(): void {
  Menu.setApplicationMenu(Menu.buildFromTemplate(template()));
}

// Every command of the window, once: the menu bar, the keyboard, the command list and the menus of
// the frame all draw on this list.
import { sampleKinds } from '#shared/calls/jobs';
import type { MenuCommand } from '#shared/calls/shell-calls';
import type { AppState } from './app-state.svelte.ts';
import type { KeyCombination } from './key-combination.ts';
import { isTextField } from './text-field.ts';
import { pageTitle, stepTitles } from './place-names.ts';
import { resultsPagesOf, stepNames } from './places.ts';
import {
  chooseData,
  chooseRecipe,
  closeProject,
  createProject,
  createSample,
  openProject,
  purgeStore,
  sampleTitles,
  saveCopy,
  setTheme,
} from './project-actions.ts';
import { redo, startRun, undo } from './run-actions.ts';

export interface Command {
  readonly id: string;
  readonly group: 'Project' | 'Data' | 'Edit' | 'Go to' | 'View' | 'Help';
  readonly label: string;
  readonly keys?: KeyCombination;
  readonly isEnabled: boolean;
  readonly run: () => void;
}

/** The commands as they stand now: read it in a derived value. */
export function commandsOf(app: AppState): Command[] {
  return [
    ...projectCommands(app),
    ...dataCommands(app),
    ...editCommands(app),
    ...placeCommands(app),
    ...viewCommands(app),
  ];
}

/** Carries out a command of the menu bar. */
export function runMenuCommand(app: AppState, command: MenuCommand): void {
  if (isTextField(document.activeElement) && (command === 'edit.undo' || command === 'edit.redo')) {
    // Deprecated, and still the only way to the field's own undo.
    document.execCommand(command === 'edit.undo' ? 'undo' : 'redo');
    return;
  }
  const found = commandsOf(app).find(({ id }) => id === command);
  if (found?.isEnabled) found.run();
}

function projectCommands(app: AppState): Command[] {
  const { isOpen } = app.project;
  const group: Command['group'] = 'Project';
  return [
    {
      id: 'project.new',
      group,
      label: 'New project',
      keys: { key: 'n' },
      isEnabled: true,
      run: () => void createProject(app),
    },
    {
      id: 'project.open',
      group,
      label: 'Open project',
      keys: { key: 'o' },
      isEnabled: true,
      run: () => void openProject(app),
    },
    {
      id: 'project.saveCopy',
      group,
      label: 'Save a copy of the project',
      keys: { key: 's' },
      isEnabled: isOpen,
      run: () => void saveCopy(app),
    },
    {
      id: 'project.close',
      group,
      label: 'Close project',
      isEnabled: isOpen,
      run: () => void closeProject(app),
    },
    ...sampleKinds.map((kind): Command => ({
      id: `sample.${kind}`,
      group,
      label: `New project from the sample: ${sampleTitles[kind].toLowerCase()}`,
      isEnabled: true,
      run: () => void createSample(app, kind),
    })),
  ];
}

function dataCommands(app: AppState): Command[] {
  const group = 'Data';
  return [
    {
      id: 'data.open',
      group,
      label: 'Open a data file',
      keys: { key: 'o', shift: true },
      isEnabled: true,
      run: () => void chooseData(app, 'file'),
    },
    {
      id: 'data.openFolder',
      group,
      label: 'Open a folder of data files',
      isEnabled: true,
      run: () => void chooseData(app, 'folder'),
    },
    {
      id: 'recipe.open',
      group,
      label: 'Open a recipe',
      isEnabled: true,
      run: () => void chooseRecipe(app),
    },
    {
      id: 'store.purge',
      group,
      label: 'Remove the working copies of data',
      isEnabled: app.project.isOpen && app.jobs.active.length === 0,
      run: () => void purgeStore(app),
    },
  ];
}

function editCommands(app: AppState): Command[] {
  const { undoLabel, redoLabel } = app.history;
  const group = 'Edit';
  return [
    {
      id: 'edit.undo',
      group,
      label: undoLabel ? `Undo ${undoLabel}` : 'Undo',
      keys: { key: 'z' },
      isEnabled: undoLabel !== undefined,
      run: () => void undo(app),
    },
    {
      id: 'edit.redo',
      group,
      label: redoLabel ? `Redo ${redoLabel}` : 'Redo',
      keys: { key: 'z', shift: true },
      isEnabled: redoLabel !== undefined,
      run: () => void redo(app),
    },
  ];
}

function placeCommands(app: AppState): Command[] {
  const { isOpen } = app.project;
  const { navigation } = app;
  const group = 'Go to';
  const places = [
    ...stepNames.map((step) => ({
      name: step,
      label: stepTitles[step],
      run: () => navigation.step(step),
    })),
    ...resultsPagesOf[app.shownWorkflow].map((page) => ({
      name: page,
      label: pageTitle(page, app.shownWorkflow),
      run: () => navigation.results(page),
    })),
  ];
  const goTo = places.map(({ name, label, run }, index): Command => ({
    id: `go.${name}`,
    group,
    label,
    ...(index < 9 ? { keys: { key: String(index + 1) } } : {}),
    isEnabled: isOpen,
    run,
  }));
  return [
    ...goTo,
    { id: 'go.guide', group, label: 'Guide', isEnabled: true, run: () => navigation.guide() },
    {
      id: 'find.person',
      group,
      label: 'Find a person',
      keys: { key: 'f' },
      isEnabled: isOpen && app.project.runs.length > 0,
      run: () => navigation.findPerson(),
    },
    {
      id: 'run.start',
      group,
      label: 'Run the segmentation',
      keys: { key: 'Enter' },
      isEnabled: isOpen,
      run: () => void startRun(app),
    },
  ];
}

function viewCommands(app: AppState): Command[] {
  const themes = [
    ['light', 'Light colours'],
    ['dark', 'Dark colours'],
    ['system', 'Colours as the system has them'],
  ] as const;
  return [
    ...themes.map(([theme, label]): Command => ({
      id: `theme.${theme}`,
      group: 'View',
      label,
      isEnabled: app.theme.choice !== theme,
      run: () => void setTheme(app, theme),
    })),
    {
      id: 'commands.show',
      group: 'Help',
      label: 'All commands',
      keys: { key: 'p' },
      isEnabled: true,
      run: () => (app.overlay = 'commands'),
    },
    {
      id: 'help.shortcuts',
      group: 'Help',
      label: 'Keyboard shortcuts',
      keys: { key: 'F1', bare: true },
      isEnabled: true,
      run: () => (app.overlay = 'shortcuts'),
    },
    {
      id: 'help.about',
      group: 'Help',
      label: 'About Personae',
      isEnabled: true,
      run: () => (app.overlay = 'about'),
    },
  ];
}

// The whole window with its frame: rail, job line, banner, overlays, shortcuts.
import { fireEvent, render, screen, within } from '@testing-library/svelte';
import { describe, expect, it } from 'vitest';
import App from '../../../src/renderer/App.svelte';
import { commandsOf } from '../../../src/renderer/state/commands.ts';
import type { ProjectSummary } from '../../../src/shared/data/project.ts';
import { settle } from '../support/fake-engine.ts';
import { emptyProject, makeProjectWindow, makeWindow } from '../support/fake-host.ts';

async function open(project: ProjectSummary = emptyProject()) {
  const window = await makeProjectWindow(project, { 'job.cancel': () => undefined });
  render(App, { app: window.app });
  return window;
}

const press = (key: string, more: KeyboardEventInit = {}) =>
  fireEvent.keyDown(document.body, { key, ctrlKey: true, ...more });
const rail = () => screen.getByRole('navigation', { name: 'Steps and results' });

describe('the frame', () => {
  it('shows the start page without a rail while no project is open', async () => {
    const { app } = await makeWindow();
    render(App, { app });
    expect(screen.getByText('Samples')).toBeTruthy();
    expect(screen.queryByRole('navigation')).toBeNull();
  });

  it('leads to every step and results page by the rail, and marks where one is', async () => {
    const { app } = await open();
    app.navigation.step('data');
    await settle();
    for (const name of ['Roles', 'Quality', 'Settings', 'Run', 'Data', 'Overview', 'Export']) {
      await fireEvent.click(within(rail()).getByRole('button', { name: new RegExp(`^${name}`) }));
      expect(within(rail()).getByRole('button', { current: 'page' }).textContent).toContain(name);
      expect(screen.getAllByRole('heading', { level: 1 })).toHaveLength(1);
    }
  });

  it('calls the pages of states by their own word, in the rail, the commands and the page', async () => {
    const { app } = await open();
    app.project.edit('choice of the workflow', (draft) => {
      draft.workflow = 'states';
    });
    app.navigation.results('segments');
    await settle();
    expect(within(rail()).getByRole('button', { current: 'page' }).textContent).toContain('States');
    expect(within(rail()).queryByRole('button', { name: /Segments/ })).toBeNull();
    expect(screen.getByRole('heading', { level: 1 }).textContent).toBe('States');
    expect(screen.getByText(/^Every state in full/)).toBeTruthy();
    expect(commandsOf(app).find(({ id }) => id === 'go.segments')?.label).toBe('States');
  });

  it('says in words how a step stands', async () => {
    const { app } = await open();
    app.navigation.step('data');
    await settle();
    expect(within(rail()).getByRole('button', { name: /Data.*needs a decision/ })).toBeTruthy();
  });

  it('says what results will be, and offers the run, while there are none', async () => {
    const { app } = await open();
    app.navigation.results('people');
    await settle();
    expect(screen.getByText('No results yet')).toBeTruthy();
    await fireEvent.click(screen.getByRole('button', { name: 'Run the segmentation' }));
    await settle();
    expect(app.navigation.place).toEqual({ kind: 'step', step: 'data' });
  });

  it('shows a running job below every page, and cancels it', async () => {
    const { app, engine } = await open();
    const progress = {
      stage: 'Reading rows',
      stageNumber: 1,
      stageCount: 2,
      fraction: 0.3,
      remainingMs: null,
    };
    engine.emit('job.changed', { jobId: 'j1', kind: 'fit', state: 'running', progress });
    await settle();
    expect(screen.getByText('Reading rows')).toBeTruthy();
    app.navigation.step('settings');
    await settle();
    expect(screen.getByText('Reading rows')).toBeTruthy();
    await fireEvent.click(screen.getByRole('button', { name: 'Cancel' }));
    await settle();
    expect(engine.inputsOf('job.cancel')).toEqual([{ jobId: 'j1' }]);
  });

  it('says what happened when the engine died', async () => {
    const { shell } = await open();
    shell.emit({ event: 'engine', state: 'crashed' });
    shell.emit({ event: 'engine', state: 'starting' });
    await settle();
    const banner = screen.getByRole('alert');
    expect(banner.textContent).toContain('is being started again');
    await fireEvent.click(within(banner).getByRole('button', { name: 'Close message' }));
    expect(screen.queryByRole('alert')).toBeNull();
  });

  it('opens the command list, and carries out what is found', async () => {
    const { app } = await open();
    await press('p');
    const field = screen.getByRole('combobox', { name: 'Find a command' });
    await fireEvent.input(field, { target: { value: 'settings' } });
    await fireEvent.keyDown(field, { key: 'Enter' });
    expect(app.navigation.place).toEqual({ kind: 'step', step: 'settings' });
    expect(screen.queryByRole('dialog')).toBeNull();
  });

  it('lists the shortcuts, and says what it is', async () => {
    const { shell } = await open();
    await fireEvent.keyDown(document.body, { key: 'F1' });
    const list = screen.getByRole('dialog', { name: 'Keyboard shortcuts' });
    expect(within(list).getByText('Ctrl+Shift+Z')).toBeTruthy();
    shell.emit({ event: 'menu', command: 'help.about' });
    await settle();
    const about = screen.getByRole('dialog', { name: 'About Personae' });
    expect(about.textContent).toContain('33.2.1');
  });

  it('carries out commands of the menu bar', async () => {
    const { app, shell } = await open();
    shell.emit({ event: 'menu', command: 'theme.dark' });
    await settle();
    expect(app.theme.resolved).toBe('dark');
    expect(document.documentElement.dataset['theme']).toBe('dark');
    expect(shell.calls.at(-1)).toEqual({ name: 'shell.setTheme', input: { theme: 'dark' } });
  });

  it('reads messages out, and keeps errors until they are closed', async () => {
    const { app } = await open();
    app.notifications.notify({ tone: 'error', text: 'No space is left.', hint: 'Free some.' });
    await settle();
    const urgent = document.querySelector('[aria-live="assertive"]');
    expect(urgent?.textContent).toContain('No space is left. Free some.');
    const messages = screen.getByRole('region', { name: 'Messages' });
    await fireEvent.click(within(messages).getByRole('button', { name: 'Close message' }));
    expect(screen.queryByRole('region', { name: 'Messages' })).toBeNull();
  });

  it('opens a file that is dropped anywhere', async () => {
    const { app, shell } = await open();
    shell.dropped = { kind: 'recipe', json: '{"version": 99}' };
    const file = new File(['x'], 'old.json');
    const dataTransfer = { types: ['Files'], files: [file] };
    await fireEvent.dragEnter(document.body, { dataTransfer });
    expect(screen.getByText('Drop the file to open it')).toBeTruthy();
    await fireEvent.drop(document.body, { dataTransfer });
    await settle();
    expect(screen.queryByText('Drop the file to open it')).toBeNull();
    expect(app.notifications.list.at(-1)?.text).toContain('old.json is a recipe of version 99');
  });
});

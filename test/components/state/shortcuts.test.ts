// The keyboard: which command a key stands for, and what belongs to text fields.
import { describe, expect, it } from 'vitest';
import { sampleKinds } from '../../../src/shared/calls/jobs.ts';
import { commandsOf, runMenuCommand } from '../../../src/renderer/state/commands.ts';
import { handleShortcut } from '../../../src/renderer/state/keyboard.ts';
import { matches, writeKeys } from '../../../src/renderer/state/key-combination.ts';
import { findCommands } from '../../../src/renderer/features/commands/find-commands.ts';
import { emptyProject, makeProjectWindow, makeWindow } from '../support/fake-host.ts';

const press = (init: KeyboardEventInit) =>
  new KeyboardEvent('keydown', { cancelable: true, bubbles: true, ...init });

describe('shortcuts', () => {
  it.each([
    [{ key: 'z', ctrlKey: true }, 'linux', true],
    [{ key: 'Z', ctrlKey: true }, 'linux', true],
    [{ key: 'z', ctrlKey: true, shiftKey: true }, 'linux', false],
    [{ key: 'z', metaKey: true }, 'linux', false],
    [{ key: 'z', metaKey: true }, 'darwin', true],
    [{ key: 'z', ctrlKey: true }, 'darwin', false],
    [{ key: 'z', ctrlKey: true, altKey: true }, 'linux', false],
    [{ key: 'z' }, 'linux', false],
  ])('%o on %s is Ctrl+Z: %s', (init, platform, expected) => {
    expect(matches(press(init), { key: 'z' }, platform)).toBe(expected);
  });

  it('are written as the platform has them', () => {
    expect(writeKeys({ key: 'z', shift: true }, 'linux')).toBe('Ctrl+Shift+Z');
    expect(writeKeys({ key: 'z', shift: true }, 'darwin')).toBe('⇧⌘Z');
    expect(writeKeys({ key: 'F1', bare: true }, 'darwin')).toBe('F1');
  });

  it('are all different', async () => {
    const { app } = await makeWindow();
    const keys = commandsOf(app).flatMap((command) =>
      command.keys ? [writeKeys(command.keys, 'linux')] : [],
    );
    expect(new Set(keys).size).toBe(keys.length);
  });

  it('go to the steps and results by number', async () => {
    const { app } = await makeProjectWindow(emptyProject());
    const event = press({ key: '4', ctrlKey: true });
    handleShortcut(app, event);
    expect(event.defaultPrevented).toBe(true);
    expect(app.navigation.place).toEqual({ kind: 'step', step: 'settings' });
    handleShortcut(app, press({ key: '8', ctrlKey: true }));
    expect(app.navigation.place).toMatchObject({ kind: 'results', page: 'people' });
  });

  it('leave undo to a text field that has the keyboard', async () => {
    const { app } = await makeProjectWindow(emptyProject());
    app.project.edit('title', (draft) => (draft.recipe.title = 'A'));
    const input = document.body.appendChild(document.createElement('input'));
    const event = press({ key: 'z', ctrlKey: true });
    input.dispatchEvent(event);
    handleShortcut(app, event);
    expect(event.defaultPrevented).toBe(false);
    expect(app.project.draft.recipe.title).toBe('A');
    input.remove();
  });

  it('do nothing for a command that cannot be carried out now', async () => {
    const { app, shell } = await makeWindow();
    handleShortcut(app, press({ key: 's', ctrlKey: true }));
    runMenuCommand(app, 'project.close');
    expect(shell.calls.map(({ name }) => name)).toEqual(['shell.state']);
  });
});

describe('the command list', () => {
  it('finds commands by parts of words, best first', async () => {
    const { app } = await makeProjectWindow(emptyProject());
    const labels = (typed: string) =>
      findCommands(commandsOf(app), typed).map(({ label }) => label);
    expect(labels('theme dar')).toEqual([]);
    expect(labels('dark')).toEqual(['Dark colours']);
    expect(labels('open data')[0]).toBe('Open a data file');
    expect(labels('rol')).toEqual(['Roles']);
    expect(labels('undo')).toEqual([]);
    expect(labels('sample')).toHaveLength(sampleKinds.length);
  });
});

// The start page: empty, with projects, and what its buttons ask for.
import { fireEvent, render, screen, within } from '@testing-library/svelte';
import { describe, expect, it } from 'vitest';
import type { RecentProject } from '../../../src/shared/data/project.ts';
import Start from '../../../src/renderer/features/start/Start.svelte';
import { appKey } from '../../../src/renderer/state/app-context.ts';
import { settle } from '../support/fake-engine.ts';
import { makeWindow, type FakeWindow } from '../support/fake-host.ts';

const recent: RecentProject[] = [
  {
    id: 'a',
    name: 'Riders',
    folder: '~/projects',
    openedAt: '2026-05-20T12:10:00Z',
    sizeBytes: 4_200_000,
    available: true,
    shares: [
      { share: 0.7, colour: 0 },
      { share: 0.3, colour: 1 },
    ],
  },
  {
    id: 'b',
    name: 'Gone',
    folder: '/media/usb',
    openedAt: '2026-05-19T12:10:00Z',
    sizeBytes: 1,
    available: false,
    shares: [],
  },
];

function show({ app }: FakeWindow) {
  return render(Start, { context: new Map([[appKey, app]]) });
}

describe('the start page', () => {
  it('says what it is for, and promises privacy', async () => {
    show(await makeWindow());
    expect(screen.getByRole('heading', { level: 1 })).toBeTruthy();
    expect(
      screen.getByText('Nothing leaves this computer: Personae opens no network connection.'),
    ).toBeTruthy();
    expect(screen.getByText(/None yet/)).toBeTruthy();
  });

  it('lists projects with date, size and the small picture of the last result', async () => {
    const window = await makeWindow();
    window.shell.state = { ...window.shell.state, recent };
    await window.app.refreshShell();
    show(window);
    const riders = screen.getByRole('button', { name: /^Riders/ });
    expect(riders.textContent).toContain('4.2 MB');
    expect(within(riders).getByRole('img', { name: 'Shares of 2 segments' })).toBeTruthy();
    const gone = screen.getByRole<HTMLButtonElement>('button', { name: /^Gone/ });
    expect(gone.disabled).toBe(true);
    expect(gone.textContent).toContain('no longer there');
  });

  it('opens a project, and takes one off the list', async () => {
    const window = await makeWindow();
    window.shell.state = { ...window.shell.state, recent };
    await window.app.refreshShell();
    window.shell.answers['shell.openRecent'] = () => ({ opened: false });
    window.shell.answers['shell.forgetRecent'] = () => {
      window.shell.state = { ...window.shell.state, recent: recent.slice(0, 1) };
      return undefined;
    };
    show(window);
    await fireEvent.click(screen.getByRole('button', { name: /^Riders/ }));
    await fireEvent.click(screen.getByRole('button', { name: 'Take Gone off the list' }));
    await settle();
    const asked = window.shell.calls.filter(({ name }) => name !== 'shell.state');
    expect(asked).toEqual([
      { name: 'shell.openRecent', input: { id: 'a' } },
      { name: 'shell.forgetRecent', input: { id: 'b' } },
    ]);
    expect(screen.queryByText('Gone')).toBeNull();
  });

  it.each([
    ['New project', 'shell.newProject'],
    ['Open a project', 'shell.openProject'],
    ['Try ad clicks', 'shell.newSampleProject'],
    ['Try shop orders', 'shell.newSampleProject'],
  ])('%s asks main for %s', async (label, call) => {
    const window = await makeWindow();
    window.shell.answers[call] = () => ({ opened: false, output: null });
    show(window);
    await fireEvent.click(screen.getByRole('button', { name: label }));
    await settle();
    expect(window.shell.calls.map(({ name }) => name)).toContain(call);
    expect(window.app.navigation.place).toEqual({ kind: 'start' });
    expect(window.app.notifications.list).toEqual([]);
  });
});

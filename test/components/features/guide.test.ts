// The guide: answers are kept, the recommendation follows, and it can be skipped.
import { fireEvent, render, screen } from '@testing-library/svelte';
import { describe, expect, it } from 'vitest';
import Guide from '../../../src/renderer/features/guide/Guide.svelte';
import { appKey } from '../../../src/renderer/state/app-context.ts';
import { settle } from '../support/fake-engine.ts';
import {
  emptyProject,
  makeProjectWindow,
  makeWindow,
  type FakeWindow,
} from '../support/fake-host.ts';

const show = ({ app }: FakeWindow) => render(Guide, { context: new Map([[appKey, app]]) });
const choose = (name: string) => fireEvent.click(screen.getByRole('radio', { name }));

describe('the guide', () => {
  it('changes its recommendation with every answer, and keeps the answers', async () => {
    const window = await makeProjectWindow(emptyProject());
    show(window);
    expect(screen.getByText('No answer yet')).toBeTruthy();
    await choose('Which phases do people go through?');
    expect(screen.getByRole('heading', { level: 2 }).textContent).toBe(
      'Behavioural states over time',
    );
    await choose('Who is loyal, who could be, who is not?');
    expect(screen.getByText('Recommended')).toBeTruthy();
    expect(window.app.project.draft.guide.question).toBe('who-is-valuable');
  });

  it('lets another workflow be chosen than the recommended one', async () => {
    const window = await makeProjectWindow(emptyProject());
    show(window);
    await choose('Who is loyal, who could be, who is not?');
    await fireEvent.click(screen.getByRole('button', { name: 'Choose Journeys' }));
    expect(window.app.project.draft.workflow).toBe('journeys');
    expect(window.app.navigation.place).toEqual({ kind: 'step', step: 'data' });
  });

  it('can be skipped', async () => {
    const window = await makeProjectWindow(emptyProject());
    show(window);
    await fireEvent.click(
      screen.getByRole('button', { name: 'Choose Recency, frequency, engagement' }),
    );
    expect(window.app.navigation.place).toEqual({ kind: 'step', step: 'data' });
    expect(window.app.project.draft.workflow).toBe('rfe');
  });

  it('takes its answers into the project that it makes', async () => {
    const window = await makeWindow({
      'project.read': () => emptyProject(),
      'project.saveDraft': () => ({ savedAt: '' }),
    });
    window.app.navigation.guide();
    window.shell.answers['shell.newProject'] = () => {
      window.shell.opens('New project');
      return { opened: true };
    };
    show(window);
    await choose('Who is loyal, who could be, who is not?');
    await fireEvent.click(screen.getByRole('button', { name: 'Continue to the data' }));
    await settle();
    expect(window.app.project.draft.guide.question).toBe('who-is-valuable');
    expect(window.app.navigation.place).toEqual({ kind: 'step', step: 'data' });
  });

  it('stays where the dialog for the new project was closed', async () => {
    const window = await makeWindow();
    window.app.navigation.guide();
    window.shell.answers['shell.newProject'] = () => ({ opened: false });
    show(window);
    await fireEvent.click(
      screen.getByRole('button', { name: 'Choose Recency, frequency, engagement' }),
    );
    await settle();
    expect(window.app.navigation.place).toEqual({ kind: 'guide' });
  });
});

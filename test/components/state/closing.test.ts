// What was typed last is with the engine before the window says that it may be closed.
import { expect, it } from 'vitest';
import { settle } from '../support/fake-engine.ts';
import { emptyProject, makeProjectWindow } from '../support/fake-host.ts';

it('saves what is not saved yet, and only then may be closed', async () => {
  const order: string[] = [];
  const { app, shell, engine } = await makeProjectWindow(emptyProject(), {
    'project.saveDraft': () => {
      order.push('saved');
      return { savedAt: '2026-01-01T00:00:00Z' };
    },
  });
  shell.answers['shell.readyToClose'] = () => void order.push('ready');
  app.project.edit('workflow', (draft) => (draft.workflow = 'states'));
  shell.emit({ event: 'closing' });
  await settle();
  expect(order).toEqual(['saved', 'ready']);
  expect(engine.inputsOf('project.saveDraft')).toEqual([app.project.draft]);
});

it('may be closed at once where nothing has changed', async () => {
  const { shell, engine } = await makeProjectWindow(emptyProject());
  shell.emit({ event: 'closing' });
  await settle();
  expect(engine.inputsOf('project.saveDraft')).toEqual([]);
  expect(shell.calls.at(-1)?.name).toBe('shell.readyToClose');
});

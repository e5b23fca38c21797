// One listener for all shortcuts of the window.
import type { AppState } from './app-state.svelte.ts';
import { commandsOf } from './commands.ts';
import { matches } from './key-combination.ts';
import { isTextField } from './text-field.ts';

/** Text fields undo their own typing. */
const isOwnBusinessOfField = (id: string, target: EventTarget | null) =>
  (id === 'edit.undo' || id === 'edit.redo') && isTextField(target);

/** Carries out the command of a shortcut; the event is then used up. */
export function handleShortcut(app: AppState, event: KeyboardEvent): void {
  if (event.defaultPrevented) return;
  const platform = app.shellState?.platform ?? '';
  const command = commandsOf(app).find(({ keys }) => keys && matches(event, keys, platform));
  if (!command || isOwnBusinessOfField(command.id, event.target)) return;
  event.preventDefault();
  if (command.isEnabled) command.run();
}

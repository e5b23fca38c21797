// Rows to the clipboard, with a word that they are there.
import { formatPlural } from '../../components/format.ts';
import type { AppState } from '../../state/app-state.svelte.ts';

export function copyRows(app: AppState, text: string, rowCount: number): void {
  void app.attempt(async () => {
    await app.shell.call('shell.copyText', { text });
    app.notifications.announce(`${formatPlural(rowCount, 'row', 'rows')} copied.`);
  });
}

// What the menu of a picture does: saving where the person says, and copying.
import type { AppState } from './app-state.svelte.ts';

export interface FigureActions {
  onsave(fileName: string, content: Uint8Array): void;
  oncopyimage(png: Uint8Array): void;
  oncopytext(text: string): void;
}

/** Spread into a Chart. */
export function figureActions(app: AppState): FigureActions {
  return {
    onsave: (suggestedName, content) =>
      void app.attempt(async () => {
        const { saved } = await app.shell.call('shell.saveFigure', { suggestedName, content });
        if (saved) app.notifications.notify({ tone: 'good', text: 'The picture is saved.' });
      }),
    oncopyimage: (png) =>
      void app.attempt(async () => {
        await app.shell.call('shell.copyImage', { png });
        app.notifications.announce('The picture is copied.');
      }),
    oncopytext: (text) =>
      void app.attempt(async () => {
        await app.shell.call('shell.copyText', { text });
        app.notifications.announce('The numbers are copied.');
      }),
  };
}

// Light, dark, or as the system has it.
import type { Theme } from '#shared/calls/shell-calls';

/** What the theme needs of the window. */
export interface ThemeHost {
  matchMedia(query: string): Pick<MediaQueryList, 'matches' | 'addEventListener'>;
  document: Pick<Document, 'documentElement'>;
}

export class ThemeState {
  #choice = $state<Theme>('system');
  #systemIsDark = $state(false);
  readonly #host: ThemeHost;

  constructor(host: ThemeHost) {
    this.#host = host;
    const query = host.matchMedia('(prefers-color-scheme: dark)');
    this.#systemIsDark = query.matches;
    query.addEventListener('change', () => {
      this.#systemIsDark = host.matchMedia('(prefers-color-scheme: dark)').matches;
    });
  }

  get choice(): Theme {
    return this.#choice;
  }

  /** What is seen: figures are drawn for one of the two. */
  get resolved(): 'light' | 'dark' {
    if (this.#choice !== 'system') return this.#choice;
    return this.#systemIsDark ? 'dark' : 'light';
  }

  set(choice: Theme): void {
    this.#choice = choice;
    this.#host.document.documentElement.dataset['theme'] = choice;
  }
}

// What is known of every file that a draft of workflow Explain names: asked once a file.
import { untrack } from 'svelte';
import { SvelteMap } from 'svelte/reactivity';
import type { SourceDescription } from '#shared/data/description';
import { toErrorValue, type ErrorValue } from '#shared/errors';

type Described =
  | { readonly state: 'reading' }
  | { readonly state: 'ready'; readonly description: SourceDescription }
  | { readonly state: 'failed'; readonly error: ErrorValue };

export class FileDescriptions {
  readonly #describe: (file: string) => Promise<SourceDescription>;
  readonly #known = new SvelteMap<string, Described>();

  constructor(describe: (file: string) => Promise<SourceDescription>) {
    this.#describe = describe;
  }

  /** Undefined before it was asked for. */
  get(handle: string): Described | undefined {
    return this.#known.get(handle);
  }

  /** Asks unless this has been asked; called from effects. */
  follow(handle: string): void {
    untrack(() => {
      if (!this.#known.has(handle)) void this.read(handle).catch(() => undefined);
    });
  }

  /** @throws PersonaeError (as a rejection) as reading a source does */
  async read(handle: string): Promise<SourceDescription> {
    this.#known.set(handle, { state: 'reading' });
    try {
      const description = await this.#describe(handle);
      this.#known.set(handle, { state: 'ready', description });
      return description;
    } catch (thrown) {
      this.#known.set(handle, { state: 'failed', error: toErrorValue(thrown) });
      throw thrown;
    }
  }
}

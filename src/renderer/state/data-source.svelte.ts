// The data of the draft: what is known of the file, and attaching another one.
import { untrack } from 'svelte';
import type { SourceDescription } from '#shared/data/description';
import type { FileReference } from '#shared/data/project';
import { toErrorValue, type ErrorValue } from '#shared/errors';
import type { EngineClient } from './engine-client.ts';
import type { ProjectState } from './project.svelte.ts';

export type DescriptionState =
  | { readonly state: 'none' }
  | { readonly state: 'reading'; readonly handle: string }
  | { readonly state: 'ready'; readonly handle: string; readonly description: SourceDescription }
  | { readonly state: 'failed'; readonly handle: string; readonly error: ErrorValue };

export class DataSource {
  readonly #engine: EngineClient;
  readonly #project: ProjectState;
  #current = $state.raw<DescriptionState>({ state: 'none' });
  /** The file that becomes the draft's once it has been looked at. */
  #awaited: FileReference | null = null;

  constructor(engine: EngineClient, project: ProjectState) {
    this.#engine = engine;
    this.#project = project;
  }

  get current(): DescriptionState {
    return this.#current;
  }

  get description(): SourceDescription | null {
    return this.#current.state === 'ready' ? this.#current.description : null;
  }

  /** True where the draft's source is complete but for a file that is not at hand. */
  get waitsForFile(): boolean {
    const current = this.#current;
    return (
      current.state === 'failed' &&
      current.handle === this.#project.draft.recipe.source?.file &&
      (current.error.code === 'handle.unknown' || current.error.code === 'file.missing')
    );
  }

  /** Reads the draft's source from another file; how it is read stays as it is. */
  replaceFile(file: FileReference): void {
    this.#project.edit('choice of data', (draft) => {
      if (draft.recipe.source) draft.recipe.source = { ...draft.recipe.source, file: file.handle };
    });
  }

  /** Takes a file into the draft, with the source that its description suggests. */
  async attach(file: FileReference): Promise<void> {
    this.#awaited = file;
    const description = await this.#describe(file.handle);
    if (!description) return;
    this.#awaited = null;
    this.#project.edit('choice of data', (draft) => {
      const named = this.#fileNameOf(draft.recipe.source?.file);
      draft.workflow ??= 'rfe';
      draft.recipe.source = description.suggested;
      // A title that is only the name of the former file would name the run after other data.
      if (!draft.recipe.title || draft.recipe.title === named) draft.recipe.title = file.fileName;
    });
  }

  #fileNameOf(handle: string | undefined): string | undefined {
    return this.#project.files.find((file) => file.handle === handle)?.fileName;
  }

  /** Describes the draft's file where that has not been done: after opening, and after undo. */
  async follow(handle: string | undefined): Promise<void> {
    // The draft may change meanwhile, such as its workflow: the file is still on its way into it.
    const current = untrack(() => this.#current);
    if (this.#awaited && current.state === 'reading') return;
    this.#awaited = null;
    if (handle === undefined) this.#current = { state: 'none' };
    else if (current.state === 'none' || current.handle !== handle) await this.#describe(handle);
  }

  /** Describes the file again, after a failure. */
  async retry(): Promise<void> {
    if (this.#awaited) await this.attach(this.#awaited);
    else if (this.#current.state !== 'none') await this.#describe(this.#current.handle);
  }

  clear(): void {
    this.#awaited = null;
    this.#current = { state: 'none' };
  }

  async #describe(handle: string): Promise<SourceDescription | null> {
    const reading: DescriptionState = { state: 'reading', handle };
    this.#current = reading;
    let next: DescriptionState;
    try {
      const description = await this.#engine.call('source.describe', { file: handle });
      next = { state: 'ready', handle, description };
    } catch (thrown) {
      next = { state: 'failed', handle, error: toErrorValue(thrown) };
    }
    // Another file may have been chosen meanwhile.
    if (this.#current !== reading) return null;
    this.#current = next;
    return next.state === 'ready' ? next.description : null;
  }
}

// The open project: its files, its runs, and the draft of the recipe, which saves itself.
import { untrack } from 'svelte';
import type { Draft, FileReference, ProjectSummary, RunSummary } from '#shared/data/project';
import { draftSchema } from '#shared/data/project';
import { toErrorValue, type ErrorValue } from '#shared/errors';
import type { EngineClient } from './engine-client.ts';
import type { History } from './history.svelte.ts';

/** `saved` is said only after the engine has said so. */
export type SaveState = 'saved' | 'waiting' | 'saving' | 'failed';

const saveDelayMs = 400;

export class ProjectState {
  readonly #engine: EngineClient;
  readonly #history: History;
  #summary = $state.raw<ProjectSummary | null>(null);
  #draft = $state.raw<Draft>(draftSchema.parse({}));
  #saveState = $state<SaveState>('saved');
  #saveError = $state.raw<ErrorValue | null>(null);
  #timer: ReturnType<typeof setTimeout> | undefined;
  #saving: Promise<void> | undefined;

  constructor(engine: EngineClient, history: History) {
    this.#engine = engine;
    this.#history = history;
    engine.on('project.changed', (summary) => {
      // The window edits the draft; the engine only keeps it. So its copy is never newer.
      if (this.#summary) this.#summary = summary;
    });
  }

  get isOpen(): boolean {
    return this.#summary !== null;
  }

  get name(): string {
    return this.#summary?.name ?? '';
  }

  get files(): readonly FileReference[] {
    return this.#summary?.files ?? [];
  }

  /** Newest first. */
  get runs(): readonly RunSummary[] {
    const runs = [...(this.#summary?.runs ?? [])];
    return runs.sort((a, b) => b.finishedAt.localeCompare(a.finishedAt));
  }

  /** Never changed in place: see `edit`. */
  get draft(): Draft {
    return this.#draft;
  }

  get saveState(): SaveState {
    return this.#saveState;
  }

  get saveError(): ErrorValue | null {
    return this.#saveError;
  }

  /** Reads the project from the engine. An edit that is not saved yet stays, and is saved. */
  async load(): Promise<void> {
    const summary = await this.#engine.call('project.read');
    this.#summary = summary;
    if (this.#saveState === 'saved') this.#draft = summary.draft;
    else await this.flush();
  }

  /** Forgets the project: another one is opened, or none. */
  close(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#summary = null;
    this.#draft = draftSchema.parse({});
    this.#saveState = 'saved';
    this.#saveError = null;
    this.#history.clear();
  }

  /**
   * Changes the draft; can be undone, and is saved by itself.
   * @param label completes "Undo ...".
   * @param mergeKey changes in a row with the same key are one step of undo (typing in a field).
   */
  edit(label: string, change: (draft: Draft) => void, mergeKey?: string): void {
    const before = untrack(() => this.#draft);
    const after = structuredClone(before);
    change(after);
    if (JSON.stringify(before) === JSON.stringify(after)) return;
    this.#replaceDraft(after);
    this.#history.record({
      label,
      ...(mergeKey === undefined ? {} : { mergeKey }),
      undo: () => this.#replaceDraft(before),
      redo: () => this.#replaceDraft(after),
    });
  }

  /** Saves now what is not saved yet. */
  async flush(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    await this.#saving;
    if (this.#saveState === 'saved') return;
    this.#saving = this.#save();
    await this.#saving;
    this.#saving = undefined;
  }

  #replaceDraft(draft: Draft): void {
    this.#draft = draft;
    this.#saveState = 'waiting';
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.flush(), saveDelayMs);
  }

  async #save(): Promise<void> {
    const draft = this.#draft;
    this.#saveState = 'saving';
    try {
      await this.#engine.call('project.saveDraft', draft);
      // An edit made meanwhile has set the state back to `waiting`, with its own timer.
      if (this.#draft === draft) this.#saveState = 'saved';
      this.#saveError = null;
    } catch (thrown) {
      this.#saveState = 'failed';
      this.#saveError = toErrorValue(thrown);
    }
  }
}

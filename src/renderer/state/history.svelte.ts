// Undo and redo over everything that can be changed: edits of the recipe, names, removed runs.
import { untrack } from 'svelte';

export interface Change {
  /** Completes "Undo ...": "change of the number of segments". */
  readonly label: string;
  /** Changes in a row with the same key are one step back: typing into one field. */
  readonly mergeKey?: string;
  undo(): void | Promise<void>;
  redo(): void | Promise<void>;
}

const depth = 200;

/**
 * Two stacks; a change that fails to be undone is dropped and the failure is passed on. A change is on the
 * other stack at once, while it is still being undone: whoever is quick with the keys loses none of them.
 */
export class History {
  #done = $state.raw<readonly Change[]>([]);
  #undone = $state.raw<readonly Change[]>([]);
  /** What is being undone or redone, with what waits behind it. */
  #running: Promise<void> | null = null;

  get undoLabel(): string | undefined {
    return this.#done.at(-1)?.label;
  }

  get redoLabel(): string | undefined {
    return this.#undone.at(-1)?.label;
  }

  /** Remembers a change that has been made. */
  record(change: Change): void {
    untrack(() => {
      const last = this.#done.at(-1);
      const merges = last?.mergeKey !== undefined && last.mergeKey === change.mergeKey;
      const kept = merges ? this.#done.slice(0, -1) : this.#done.slice(-depth + 1);
      const entry = merges ? { ...change, undo: () => last.undo() } : change;
      this.#done = [...kept, entry];
      this.#undone = [];
    });
  }

  async undo(): Promise<void> {
    const change = this.#done.at(-1);
    if (!change) return;
    this.#done = this.#done.slice(0, -1);
    this.#undone = [...this.#undone, change];
    await this.#inTurn(change, () => change.undo());
  }

  async redo(): Promise<void> {
    const change = this.#undone.at(-1);
    if (!change) return;
    this.#undone = this.#undone.slice(0, -1);
    this.#done = [...this.#done, change];
    await this.#inTurn(change, () => change.redo());
  }

  /** One after the other, in the order of the keys. */
  async #inTurn(change: Change, act: () => void | Promise<void>): Promise<void> {
    const turn = this.#running === null ? (async () => act())() : this.#running.then(act, act);
    this.#running = turn;
    try {
      await turn;
    } catch (thrown) {
      this.#done = this.#done.filter((other) => other !== change);
      this.#undone = this.#undone.filter((other) => other !== change);
      throw thrown;
    } finally {
      if (this.#running === turn) this.#running = null;
    }
  }

  /** Ends merging: the next change is a step of its own. */
  seal(): void {
    const last = this.#done.at(-1);
    if (last?.mergeKey === undefined) return;
    const { label } = last;
    this.#done = [
      ...this.#done.slice(0, -1),
      { label, undo: () => last.undo(), redo: () => last.redo() },
    ];
  }

  clear(): void {
    this.#done = [];
    this.#undone = [];
  }
}

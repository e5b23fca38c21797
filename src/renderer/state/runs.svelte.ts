// Results of runs, read once and kept; names given to segments show at once in every picture.
import { untrack } from 'svelte';
import { SvelteMap } from 'svelte/reactivity';
import type { EngineOutput } from '#shared/calls/engine-calls';
import { toErrorValue, type ErrorValue } from '#shared/errors';
import type { RecipeOf, Workflow } from '#shared/recipe/recipe';
import type { ResultOf } from '#shared/results/result';
import type { SegmentBase } from '#shared/results/result-parts';
import type { EngineClient } from './engine-client.ts';
import type { History } from './history.svelte.ts';

export type Run = EngineOutput<'run.read'>;
export type RunOf<W extends Workflow> = Run & {
  readonly result: ResultOf<W>;
  readonly recipe: RecipeOf<W>;
};

/** A run's recipe and result are of one workflow. */
export function isRunOf<W extends Workflow>(run: Run, workflow: W | undefined): run is RunOf<W> {
  return workflow === undefined || run.result.workflow === workflow;
}

export type LoadedRun =
  | { readonly state: 'loading' }
  | { readonly state: 'ready'; readonly run: Run }
  | { readonly state: 'failed'; readonly error: ErrorValue };

const kept = 4;

export class Runs {
  readonly #engine: EngineClient;
  readonly #history: History;
  readonly #loaded = new SvelteMap<string, LoadedRun>();

  constructor(engine: EngineClient, history: History) {
    this.#engine = engine;
    this.#history = history;
  }

  /** What is known of a run; undefined before `open`. */
  get(runId: string): LoadedRun | undefined {
    return this.#loaded.get(runId);
  }

  /** Reads a run unless it has been read. Call it from an effect, and read `get` in the markup. */
  async open(runId: string): Promise<void> {
    const known = untrack(() => this.#loaded.get(runId));
    if (known && known.state !== 'failed') return;
    this.#loaded.set(runId, { state: 'loading' });
    try {
      const run = await this.#engine.call('run.read', { runId });
      this.#loaded.set(runId, { state: 'ready', run });
    } catch (thrown) {
      this.#loaded.set(runId, { state: 'failed', error: toErrorValue(thrown) });
    }
    for (const old of [...this.#loaded.keys()].slice(0, -kept)) this.#loaded.delete(old);
  }

  /** Names a segment; null or an empty name goes back to the suggestion. Can be undone. */
  async rename(runId: string, segment: SegmentBase, name: string | null): Promise<void> {
    const before = segment.givenName;
    const after = name?.trim() || null;
    if (before === after) return;
    await this.#setName(runId, segment.id, after);
    this.#history.record({
      label: 'naming of a segment',
      undo: () => this.#setName(runId, segment.id, before),
      redo: () => this.#setName(runId, segment.id, after),
    });
  }

  /** Takes a run out of the project. Can be undone. */
  async remove(runId: string, onChange: (isThere: boolean) => void): Promise<void> {
    const remove = async () => {
      await this.#engine.call('run.remove', { runId });
      onChange(false);
    };
    const restore = async () => {
      await this.#engine.call('run.restore', { runId });
      onChange(true);
    };
    await remove();
    this.#history.record({ label: 'removal of a run', undo: restore, redo: remove });
  }

  clear(): void {
    this.#loaded.clear();
  }

  /** The name shows at once; where the engine refuses it, the former one comes back. */
  async #setName(runId: string, segmentId: string, name: string | null): Promise<void> {
    const before = this.#showName(runId, segmentId, name);
    try {
      await this.#engine.call('run.rename', { runId, segmentId, name });
    } catch (thrown) {
      if (before !== undefined) this.#showName(runId, segmentId, before);
      throw thrown;
    }
  }

  #showName(runId: string, segmentId: string, name: string | null): string | null | undefined {
    const loaded = this.#loaded.get(runId);
    if (loaded?.state !== 'ready') return undefined;
    const { run } = loaded;
    const before = run.result.segments.find(({ id }) => id === segmentId)?.givenName;
    const segments = run.result.segments.map((segment) =>
      segment.id === segmentId ? { ...segment, givenName: name } : segment,
    );
    // The segments are those of the result, of whatever workflow, with one name changed.
    const result = { ...run.result, segments } as Run['result'];
    this.#loaded.set(runId, { state: 'ready', run: { ...run, result } });
    return before;
  }
}

/** The name that is shown. */
export function segmentName(segment: Pick<SegmentBase, 'givenName' | 'suggestedName'>): string {
  return segment.givenName ?? segment.suggestedName;
}

// Clusters of a radius that is being moved: while an answer is on its way only the newest wish waits.
import type { EngineInput, EngineOutput } from '#shared/calls/engine-calls';
import { toErrorValue, type ErrorValue } from '#shared/errors';
import type { AppState } from '../../../state/app-state.svelte.ts';

type Wish = EngineInput<'journeys.recluster'>;
export type Reclustered = EngineOutput<'journeys.recluster'>;

export class LiveClusters {
  readonly #app: AppState;
  #answer = $state.raw<{ readonly wish: Wish; readonly found: Reclustered } | null>(null);
  #error = $state.raw<ErrorValue | null>(null);
  #isAsking = $state(false);
  #next: Wish | null = null;
  /** What was asked last; null after `forget`. */
  #wanted: Wish | null = null;

  constructor(app: AppState) {
    this.#app = app;
  }

  /** The newest answer there is, and what was asked. */
  get answer(): { readonly wish: Wish; readonly found: Reclustered } | null {
    return this.#answer;
  }

  get error(): ErrorValue | null {
    return this.#error;
  }

  get isAsking(): boolean {
    return this.#isAsking;
  }

  ask(wish: Wish): void {
    this.#next = wish;
    this.#wanted = wish;
    if (!this.#isAsking) void this.#work();
  }

  /** Back to the run itself. */
  forget(): void {
    this.#next = null;
    this.#wanted = null;
    this.#answer = null;
    this.#error = null;
  }

  async #work(): Promise<void> {
    this.#isAsking = true;
    for (let wish = this.#take(); wish !== null; wish = this.#take()) {
      try {
        const found = await this.#app.engine.call('journeys.recluster', wish);
        if (this.#wanted === null) continue;
        this.#answer = { wish, found };
        this.#error = null;
      } catch (thrown) {
        this.#error = toErrorValue(thrown);
      }
    }
    this.#isAsking = false;
  }

  #take(): Wish | null {
    const wish = this.#next;
    this.#next = null;
    return wish;
  }
}

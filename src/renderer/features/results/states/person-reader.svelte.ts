// One person of a run, read when asked for; the newest question wins.
import type { EngineOutput } from '#shared/calls/engine-calls';
import { toErrorValue, type ErrorValue } from '#shared/errors';
import type { EngineClient } from '../../../state/engine-client.ts';

export type PersonView = EngineOutput<'person.read'>;

export class PersonReader {
  readonly #engine: EngineClient;
  #asked = $state.raw<string | null>(null);
  #answer = $state.raw<{ readonly key: string; readonly view: PersonView } | null>(null);
  #failure = $state.raw<{ readonly key: string; readonly error: ErrorValue } | null>(null);

  constructor(engine: EngineClient) {
    this.#engine = engine;
  }

  get view(): PersonView | null {
    return this.#answer?.key === this.#asked ? (this.#answer?.view ?? null) : null;
  }

  get error(): ErrorValue | null {
    return this.#failure?.key === this.#asked ? (this.#failure?.error ?? null) : null;
  }

  async read(runId: string, person: string): Promise<void> {
    const key = JSON.stringify([runId, person]);
    this.#asked = key;
    if (this.#answer?.key === key) return;
    try {
      const view = await this.#engine.call('person.read', { runId, person });
      if (this.#asked === key) this.#answer = { key, view };
    } catch (thrown) {
      if (this.#asked === key) this.#failure = { key, error: toErrorValue(thrown) };
    }
  }
}

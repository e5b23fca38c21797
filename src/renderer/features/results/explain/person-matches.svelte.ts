// The people whose key holds what is typed: asked after a short pause, answered for the newest text.
import type { EngineInput, EngineOutput } from '#shared/calls/engine-calls';

type Page = EngineOutput<'run.people'>;
type Ask = (query: EngineInput<'run.people'>) => Promise<Page>;

const pauseMs = 150;
const most = 12;

export class PersonMatches {
  readonly #ask: Ask;
  #page = $state.raw<Page | null>(null);
  #isReading = $state(false);
  #newest = '';
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(ask: Ask) {
    this.#ask = ask;
  }

  get rows(): Page['rows'] {
    return this.#page?.rows ?? [];
  }

  get total(): number {
    return this.#page?.total ?? 0;
  }

  get isReading(): boolean {
    return this.#isReading;
  }

  /** Called from an effect; an empty text finds nobody. */
  find(runId: string, typed: string): void {
    const search = typed.trim();
    const key = `${runId} ${search}`;
    this.#newest = key;
    clearTimeout(this.#timer);
    if (search === '') {
      this.#page = null;
      return;
    }
    this.#isReading = true;
    this.#timer = setTimeout(() => void this.#read(runId, search, key), pauseMs);
  }

  /** A failure finds nobody: the page of People says why. */
  async #read(runId: string, search: string, key: string): Promise<void> {
    const page = await this.#ask({
      runId,
      sort: 'person',
      descending: false,
      segments: [],
      search,
      offset: 0,
      limit: most,
    }).catch(() => null);
    if (key !== this.#newest) return;
    this.#page = page;
    this.#isReading = false;
  }
}

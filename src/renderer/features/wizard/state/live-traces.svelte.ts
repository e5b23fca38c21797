// The traces of all restarts of a running fit: each partial result brings one, the picture wants all.
import { fitPartialSchema } from '#shared/calls/fit-partial';
import type { AppState } from '../../../state/app-state.svelte.ts';

export interface LiveTrace {
  readonly k: number;
  readonly restart: number;
  readonly values: readonly number[];
}

export class LiveTraces {
  #jobId: string | null = null;
  /** Of the k that is being fitted. */
  #traces = $state.raw<readonly LiveTrace[]>([]);

  constructor(app: AppState) {
    app.engine.on('job.partial', ({ jobId, partial }) => {
      const { data } = fitPartialSchema.safeParse(partial);
      if (data && 'trace' in data && data.trace) this.#add(jobId, data.trace);
    });
  }

  /** Those of a job so far; empty where another one runs. */
  of(jobId: string): readonly LiveTrace[] {
    const traces = this.#traces;
    return this.#jobId === jobId ? traces : [];
  }

  #add(jobId: string, trace: LiveTrace): void {
    const isSame = this.#jobId === jobId && this.#traces[0]?.k === trace.k;
    const others = isSame ? this.#traces.filter(({ restart }) => restart !== trace.restart) : [];
    this.#jobId = jobId;
    this.#traces = [...others, trace];
  }
}

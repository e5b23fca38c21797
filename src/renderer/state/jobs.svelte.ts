// The jobs of the engine as the window sees them: progress, partial results, ends, cancelling.
import { SvelteMap } from 'svelte/reactivity';
import {
  jobs as jobMap,
  type JobEnd,
  type JobKind,
  type JobPartial,
  type JobRequestInput,
  type JobResult,
  type JobView,
} from '#shared/calls/jobs';
import { PersonaeError, type ErrorValue } from '#shared/errors';
import type { EngineClient } from './engine-client.ts';

type RequestOf<K extends JobKind> = Extract<JobRequestInput, { kind: K }>;
type Settle = (end: JobEnd) => void;

const crashed: ErrorValue = {
  code: 'job.crashed',
  message: 'The engine stopped in the middle of this job.',
  hint: 'What was saved is kept. Start the job again; it goes on from its last saved point.',
};

const keptEnds = 20;

export class Jobs {
  readonly #engine: EngineClient;
  readonly #views = new SvelteMap<string, JobView>();
  readonly #partials = new SvelteMap<string, unknown>();
  /** Ends, so that one that comes before the answer to `job.start` is not lost. */
  readonly #ends = new SvelteMap<string, JobEnd>();
  readonly #lastEnds = new SvelteMap<JobKind, JobEnd>();
  readonly #settles = new SvelteMap<string, Settle>();
  readonly #endListeners: ((end: JobEnd) => void)[] = [];

  constructor(engine: EngineClient) {
    this.#engine = engine;
    engine.on('job.changed', (view) => this.#show(view));
    engine.on('job.partial', ({ jobId, partial }) => {
      if (!this.#ends.has(jobId)) this.#partials.set(jobId, partial);
    });
    engine.on('job.ended', (end) => this.#end(end));
  }

  /** What runs or waits, oldest first. */
  get active(): readonly JobView[] {
    return [...this.#views.values()];
  }

  /** The newest job of a kind that runs or waits. */
  activeOf(kind: JobKind): JobView | undefined {
    return this.active.findLast((view) => view.kind === kind);
  }

  /** The newest partial result of a job, also shortly after its end; null where there is none. */
  partialOf<K extends JobKind>(kind: K, jobId: string): JobPartial<K> | null {
    const parsed = jobMap[kind].partial.safeParse(this.#partials.get(jobId));
    // The schema looked up by `kind` is the one that JobPartial<K> is derived from.
    return parsed.success && parsed.data !== undefined ? (parsed.data as JobPartial<K>) : null;
  }

  /** How the newest job of a kind ended in this project; undefined where none has. */
  lastEndOf(kind: JobKind): JobEnd | undefined {
    return this.#lastEnds.get(kind);
  }

  /**
   * Starts a job and waits for its end.
   * @throws PersonaeError (as a rejection) with the job's error; `job.cancelled` where cancelled.
   */
  async run<K extends JobKind>(request: RequestOf<K>): Promise<JobResult<K>> {
    const { jobId } = await this.#engine.call('job.start', request);
    const end = this.#ends.get(jobId) ?? (await this.#ended(jobId));
    return resultOf<K>(request.kind, end);
  }

  async cancel(jobId: string): Promise<void> {
    const view = this.#views.get(jobId);
    if (view) this.#views.set(jobId, { ...view, state: 'cancelling' });
    await this.#engine.call('job.cancel', { jobId });
  }

  /** Hears of every end, also of jobs that were started before the window was opened. */
  onEnd(listener: (end: JobEnd) => void): void {
    this.#endListeners.push(listener);
  }

  /** Asks the engine what runs: after a new port. */
  async refresh(): Promise<void> {
    const views = await this.#engine.call('job.list');
    this.#views.clear();
    for (const view of views) this.#show(view);
  }

  /** The engine died, and every job with it. */
  crash(): void {
    for (const { jobId, kind } of this.active)
      this.#end({ jobId, kind, state: 'failed', result: null, error: crashed });
  }

  /** Another project is opened: its engine knows nothing of these jobs. */
  clear(): void {
    this.#views.clear();
    this.#partials.clear();
    this.#lastEnds.clear();
  }

  #show(view: JobView): void {
    const ended = view.state === 'done' || view.state === 'failed' || view.state === 'cancelled';
    if (ended || this.#ends.has(view.jobId)) return;
    const cancelling = this.#views.get(view.jobId)?.state === 'cancelling';
    this.#views.set(view.jobId, cancelling ? { ...view, state: 'cancelling' } : view);
  }

  #end(end: JobEnd): void {
    if (this.#ends.has(end.jobId)) return;
    this.#views.delete(end.jobId);
    this.#ends.set(end.jobId, end);
    this.#lastEnds.set(end.kind, end);
    this.#forgetOldEnds();
    this.#settles.get(end.jobId)?.(end);
    this.#settles.delete(end.jobId);
    for (const listener of this.#endListeners) listener(end);
  }

  #ended(jobId: string): Promise<JobEnd> {
    return new Promise((resolve) => this.#settles.set(jobId, resolve));
  }

  #forgetOldEnds(): void {
    for (const jobId of [...this.#ends.keys()].slice(0, -keptEnds)) {
      this.#ends.delete(jobId);
      this.#partials.delete(jobId);
    }
  }
}

function resultOf<K extends JobKind>(kind: K, end: JobEnd): JobResult<K> {
  if (end.state === 'cancelled')
    throw new PersonaeError({ code: 'job.cancelled', message: 'The job was cancelled.' });
  if (end.error) throw new PersonaeError(end.error);
  const result = jobMap[kind].result.safeParse(end.result);
  // The schema looked up by `kind` is the one that JobResult<K> is derived from.
  if (result.success) return result.data as JobResult<K>;
  throw new PersonaeError({
    code: 'internal',
    message: `The job ${kind} ended with something else than agreed.`,
  });
}

// The life of jobs: queued, running, cancelling, then done, failed or cancelled. One job runs at a
// time, as each may use every core.
import { randomUUID } from 'node:crypto';
import type { JobEnd, JobKind, JobView, Progress } from '#shared/calls/jobs';
import { toErrorValue } from '#shared/errors';
import { cancelled, type JobContext, type Stage } from './job-context.ts';
import { ProgressMeter } from './progress-meter.ts';
import { createThrottle } from './throttle.ts';

/** What a job does; it resolves to the job's result. */
export interface JobTask {
  readonly kind: JobKind;
  readonly stages: readonly Stage[];
  run(context: JobContext): Promise<unknown>;
}

export interface JobListener {
  changed(view: JobView): void;
  partial(jobId: string, partial: unknown): void;
  ended(end: JobEnd): void;
  /** A failure that is a fault of ours, with its stack: for a log, and never for a person. */
  fault?(thrown: unknown): void;
}

interface Job {
  readonly id: string;
  readonly task: JobTask;
  readonly abort: AbortController;
  readonly cancelFlag: Int32Array<SharedArrayBuffer>;
  view: JobView;
}

const messageIntervalMs = 100;

export class JobCoordinator {
  readonly #listener: JobListener;
  readonly #jobs = new Map<string, Job>();
  #last: Promise<void> = Promise.resolve();

  constructor(listener: JobListener) {
    this.#listener = listener;
  }

  start(task: JobTask): string {
    // Unlike a counter, never an id that the window knows from an engine that has died.
    const id = `job-${randomUUID()}`;
    const job: Job = {
      id,
      task,
      abort: new AbortController(),
      cancelFlag: new Int32Array(new SharedArrayBuffer(4)),
      view: { jobId: id, kind: task.kind, state: 'queued', progress: null },
    };
    this.#jobs.set(id, job);
    this.#listener.changed(job.view);
    this.#last = this.#last.then(() => this.#run(job));
    return id;
  }

  cancel(jobId: string): void {
    const job = this.#jobs.get(jobId);
    if (!job) return;
    Atomics.store(job.cancelFlag, 0, 1);
    job.abort.abort();
    this.#show(job, { state: 'cancelling' });
  }

  cancelAll(): void {
    for (const id of this.#jobs.keys()) this.cancel(id);
  }

  list(): JobView[] {
    return [...this.#jobs.values()].map((job) => job.view);
  }

  /** Resolves when every job that was started has ended. */
  idle(): Promise<void> {
    return this.#last;
  }

  async #run(job: Job): Promise<void> {
    if (job.abort.signal.aborted) {
      this.#end(job, { state: 'cancelled', result: null, error: null });
      return;
    }
    this.#show(job, { state: 'running' });
    const meter = new ProgressMeter(job.task.stages, performance.now());
    const progress = createThrottle<Progress>(messageIntervalMs, (value) =>
      this.#show(job, { progress: value }),
    );
    const partial = createThrottle<unknown>(messageIntervalMs, (value) =>
      this.#listener.partial(job.id, value),
    );
    const context: JobContext = {
      progress: (stage, fraction, metric) =>
        progress.push(meter.at(stage, fraction, metric, performance.now())),
      partial: (value) => partial.push(value),
      signal: job.abort.signal,
      cancelFlag: job.cancelFlag,
    };
    const end = await this.#outcome(job, context);
    progress.flush();
    partial.flush();
    this.#end(job, end);
  }

  async #outcome(
    job: Job,
    context: JobContext,
  ): Promise<Pick<JobEnd, 'state' | 'result' | 'error'>> {
    try {
      const result = await job.task.run(context);
      return { state: 'done', result, error: null };
    } catch (thrown) {
      const error = toErrorValue(thrown);
      if (job.abort.signal.aborted || error.code === cancelled().code) {
        return { state: 'cancelled', result: null, error: null };
      }
      if (error.code === 'internal') this.#listener.fault?.(thrown);
      return { state: 'failed', result: null, error };
    }
  }

  #show(job: Job, change: Partial<JobView>): void {
    job.view = { ...job.view, ...change };
    if (this.#jobs.has(job.id)) this.#listener.changed(job.view);
  }

  #end(job: Job, end: Pick<JobEnd, 'state' | 'result' | 'error'>): void {
    this.#jobs.delete(job.id);
    this.#listener.ended({ jobId: job.id, kind: job.task.kind, ...end });
  }
}

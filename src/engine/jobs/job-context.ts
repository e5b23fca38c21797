// What a job sees of the world around it: where to say how far it is, and whether to stop.
import { PersonaeError } from '#shared/errors';

/** A stage of a job and its share of the whole, declared before the job starts. */
export interface Stage {
  readonly name: string;
  readonly weight: number;
}

export interface JobContext {
  /**
   * Says how far a declared stage is. `fraction` is of that stage, 0 to 1, or null where not known;
   * `metric` is a phrase for people ("1,200,000 rows").
   */
  progress(stage: string, fraction: number | null, metric?: string): void;
  /** Sends a partial result, of the shape that the job's `partial` names. */
  partial(value: unknown): void;
  /** Aborted when the person cancels. */
  readonly signal: AbortSignal;
  /** One Int32 on shared memory, 1 when cancelled: for threads to look at between steps. */
  readonly cancelFlag: Int32Array<SharedArrayBuffer>;
}

/** @throws PersonaeError `job.cancelled` where the person has cancelled. */
export function throwIfCancelled(context: Pick<JobContext, 'cancelFlag'>): void {
  if (Atomics.load(context.cancelFlag, 0) === 1) throw cancelled();
}

export function cancelled(): PersonaeError {
  return new PersonaeError({ code: 'job.cancelled', message: 'The job was cancelled.' });
}

/** A context that reports to nobody: for calls that are no jobs, and for tests. */
export function silentContext(): JobContext {
  return {
    progress: () => undefined,
    partial: () => undefined,
    signal: new AbortController().signal,
    cancelFlag: new Int32Array(new SharedArrayBuffer(4)),
  };
}

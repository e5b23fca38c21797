// What the engine and a job thread say to each other. Both sides are ours and of one build; shapes
// are held together by types.
import type { ErrorValue } from '#shared/errors';

/** Work that runs off the engine's main thread, by name: see thread-tasks.ts. */
export interface ThreadRequest {
  readonly task: string;
  readonly input: unknown;
  readonly threadCount: number;
  readonly teamThreadUrl: string;
  readonly cancelFlag: Int32Array<SharedArrayBuffer>;
}

export type ThreadMessage =
  | {
      readonly type: 'progress';
      readonly stage: string;
      readonly fraction: number | null;
      readonly metric?: string;
    }
  | { readonly type: 'partial'; readonly value: unknown }
  /** A finished piece that is worth keeping, should the process be killed. */
  | { readonly type: 'keep'; readonly key: string; readonly value: unknown }
  | { readonly type: 'done'; readonly value: unknown }
  | { readonly type: 'failed'; readonly error: ErrorValue };

/** What a task sees of the world: the thread's side of a job context. */
export interface ThreadContext {
  progress(stage: string, fraction: number | null, metric?: string): void;
  partial(value: unknown): void;
  keep(key: string, value: unknown): void;
  readonly cancelFlag: Int32Array<SharedArrayBuffer>;
  readonly threadCount: number;
  readonly teamThreadUrl: URL;
}

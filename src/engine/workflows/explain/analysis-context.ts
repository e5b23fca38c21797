// What every part of the analysis shares: threads, the flag to stop, stages.
import type { Team } from '#analysis/team';
import type { ExplainPartial } from '#shared/calls/fit-partial';
import type { ThreadContext } from '../../threads/thread-messages.ts';
import { runToEnd } from '../run-to-end.ts';

/** Stages of the analysis as they are declared and shown. */
export const analysisStages = {
  compare: { name: 'Comparing models', weight: 40 },
  fit: { name: 'Fitting the chosen model', weight: 8 },
  importance: { name: 'Permuting features', weight: 10 },
  shap: { name: 'SHAP values', weight: 12 },
  effects: { name: 'Effects and rules', weight: 8 },
  lime: { name: 'LIME', weight: 10 },
  describe: { name: 'Placing people', weight: 2 },
} as const;
export type AnalysisStage = keyof typeof analysisStages;

export interface AnalysisContext {
  readonly personCount: number;
  readonly thread: ThreadContext;
  /** Absent where WebAssembly is: then plain TypeScript does the work. */
  readonly team: Team | undefined;
  /** The picture that grows while models are compared. */
  show(partial: ExplainPartial): void;
}

/** Drives a generator that yields the share done. */
export function runShare<Result>(
  work: Generator<number, Result>,
  stage: AnalysisStage,
  { thread }: Pick<AnalysisContext, 'thread'>,
  from = 0,
  to = 1,
): Result {
  thread.progress(analysisStages[stage].name, from);
  return runToEnd(work, thread, (share) =>
    thread.progress(analysisStages[stage].name, from + (to - from) * Math.min(1, share)),
  );
}

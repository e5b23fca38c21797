// What every part of the analysis of a run shares: the threads, the flag to stop, the stages.
import type { KMeansBackend } from '#analysis/kmeans/kmeans-backend';
import type { Team } from '#analysis/team';
import type { RfePartial } from '#shared/calls/fit-partial';
import type { ThreadContext } from '../../threads/thread-messages.ts';

/** Stages of the analysis as they are declared and shown. */
export const analysisStages = {
  fit: { name: 'Fitting', weight: 30 },
  judge: { name: 'Choosing the number of segments', weight: 25 },
  describe: { name: 'Describing the segments', weight: 6 },
} as const;

export interface AnalysisContext {
  readonly personCount: number;
  readonly thread: ThreadContext;
  readonly backend: KMeansBackend;
  /** Absent where WebAssembly is: then plain TypeScript does the work. */
  readonly team: Team | undefined;
  /** The picture that grows while the fit goes on. */
  show(partial: RfePartial): void;
}

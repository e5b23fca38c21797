// What every part of the analysis shares: threads, the flag to stop, stages.
import { kernelBackend } from '#analysis/kmeans/kernel-rows';
import type { KMeansBackend } from '#analysis/kmeans/kmeans-backend';
import { scalarBackend as scalarKMeans } from '#analysis/kmeans/scalar-rows';
import { kernelRecurrent } from '#analysis/recurrent/kernel-runner';
import type { RecurrentBackend } from '#analysis/recurrent/recurrent-backend';
import { scalarBackend as scalarRecurrent } from '#analysis/recurrent/scalar-runner';
import type { Team } from '#analysis/team';
import type { ThreadContext } from '../../threads/thread-messages.ts';
import { journeyStages } from './journeys-stages.ts';

export type JourneyStage = keyof typeof journeyStages;

export interface AnalysisContext {
  readonly thread: ThreadContext;
  /** Absent where WebAssembly is: then plain TypeScript does the work. */
  readonly team: Team | undefined;
  readonly recurrent: RecurrentBackend;
  readonly kmeans: KMeansBackend;
  /** @param done share of the stage */
  progress(stage: JourneyStage, done: number, metric?: string): void;
}

export function analysisContext(thread: ThreadContext, team: Team | undefined): AnalysisContext {
  return {
    thread,
    team,
    recurrent: team ? kernelRecurrent(team) : scalarRecurrent,
    kmeans: team ? kernelBackend(team) : scalarKMeans,
    progress: (stage, done, metric) =>
      thread.progress(journeyStages[stage].name, Math.min(1, done), metric),
  };
}

// The one map of tasks that job threads run.
import { analyseRfe } from '../workflows/rfe/analyse-rfe.ts';
import { scoreRfe } from '../workflows/rfe/score-rfe.ts';
import { analyseJourneys } from '../workflows/journeys/analyse-journeys.ts';
import { placeNewJourneys } from '../workflows/journeys/place-new-journeys.ts';
import { recluster } from '../workflows/journeys/recluster.ts';
import { writeSample } from '../samples/write-sample.ts';

export const threadTasks = {
  'rfe.analyse': analyseRfe,
  'rfe.score': scoreRfe,
  'journeys.analyse': analyseJourneys,
  'journeys.place': placeNewJourneys,
  'journeys.recluster': recluster,
  'sample.write': writeSample,
} as const;

export type ThreadTasks = typeof threadTasks;
export type ThreadTaskName = keyof ThreadTasks;
export type ThreadTaskInput<N extends ThreadTaskName> = Parameters<ThreadTasks[N]>[0];
export type ThreadTaskOutput<N extends ThreadTaskName> = Awaited<ReturnType<ThreadTasks[N]>>;

// The one map of tasks that job threads run.
import { analyseExplain } from '../workflows/explain/analyse-explain.ts';
import { scoreExplain } from '../workflows/explain/score-explain.ts';
import { analyseRfe } from '../workflows/rfe/analyse-rfe.ts';
import { scoreRfe } from '../workflows/rfe/score-rfe.ts';
import { analyseJourneys } from '../workflows/journeys/analyse-journeys.ts';
import { placeNewJourneys } from '../workflows/journeys/place-new-journeys.ts';
import { analyseStates } from '../workflows/states/analyse-states.ts';
import { scoreStates } from '../workflows/states/score-states.ts';
import { writeSample } from '../samples/write-sample.ts';

export const threadTasks = {
  'rfe.analyse': analyseRfe,
  'rfe.score': scoreRfe,
  'journeys.analyse': analyseJourneys,
  'journeys.place': placeNewJourneys,
  'states.analyse': analyseStates,
  'states.score': scoreStates,
  'explain.analyse': analyseExplain,
  'explain.score': scoreExplain,
  'sample.write': writeSample,
} as const;

export type ThreadTasks = typeof threadTasks;
export type ThreadTaskName = keyof ThreadTasks;
export type ThreadTaskInput<N extends ThreadTaskName> = Parameters<ThreadTasks[N]>[0];
export type ThreadTaskOutput<N extends ThreadTaskName> = Awaited<ReturnType<ThreadTasks[N]>>;

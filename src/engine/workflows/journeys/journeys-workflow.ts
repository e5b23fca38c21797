// Workflow Journeys as the engine runs it.
import type { EngineWorkflow } from '../engine-workflow.ts';
import { assignmentsTable, encodingsTable, profileTable } from './journeys-tables.ts';
import { journeysStages, runJourneys } from './run-journeys.ts';
import { scoreJourneys, scoreStages } from './score-journeys.ts';

export const journeysWorkflow: EngineWorkflow<'journeys'> = {
  stages: journeysStages,
  run: runJourneys,
  scoreStages,
  score: scoreJourneys,
  tables: {
    assignments: assignmentsTable,
    encodings: encodingsTable,
    profile: profileTable,
  },
};

// Workflow States as the engine runs it.
import type { EngineWorkflow } from '../engine-workflow.ts';
import { runStates, statesRunStages } from './run-states.ts';
import { scoreNewData, statesScoreStages } from './score-new-data.ts';
import { assignmentsTable, personsTable, profileTable, transitionsTable } from './states-tables.ts';

export const statesWorkflow: EngineWorkflow<'states'> = {
  stages: statesRunStages,
  run: runStates,
  scoreStages: statesScoreStages,
  score: scoreNewData,
  tables: {
    assignments: assignmentsTable,
    persons: personsTable,
    transitions: transitionsTable,
    profile: profileTable,
  },
};

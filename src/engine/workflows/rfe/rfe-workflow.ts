// Workflow RFE as the engine runs it.
import type { EngineWorkflow } from '../engine-workflow.ts';
import { assignmentsTable, profileTable } from './rfe-tables.ts';
import { rfeStages, runRfe } from './run-rfe.ts';
import { scoreNewData, scoreStages } from './score-new-data.ts';

export const rfeWorkflow: EngineWorkflow<'rfe'> = {
  stages: rfeStages,
  run: runRfe,
  scoreStages,
  score: scoreNewData,
  tables: {
    assignments: ({ result, columns }) => assignmentsTable(result, columns),
    profile: ({ result }) => profileTable(result),
  },
};

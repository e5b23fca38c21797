// Workflow Explain as the engine runs it.
import type { EngineWorkflow } from '../engine-workflow.ts';
import { assignmentsTable, importanceTable, rulesTable, shapTable } from './explain-tables.ts';
import { explainStages, runExplain } from './run-explain.ts';
import { explainScoreStages, scoreNewData } from './score-new-data.ts';

export const explainWorkflow: EngineWorkflow<'explain'> = {
  stages: explainStages,
  run: runExplain,
  scoreStages: explainScoreStages,
  score: scoreNewData,
  tables: {
    assignments: assignmentsTable,
    importance: importanceTable,
    shap: shapTable,
    rules: rulesTable,
  },
};

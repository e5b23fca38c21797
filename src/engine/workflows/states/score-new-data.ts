// A saved model applied to new data: the same mapping and features, the drift first, then a state for
// every row by what was known at that time.
import type { StatesRecipe } from '#shared/recipe/states-recipe';
import type { Source } from '#shared/recipe/source';
import type { Table } from '../../exports/write-table.ts';
import { ingestStages } from '../../ingest/stages.ts';
import type { Stage } from '../../jobs/job-context.ts';
import { buildPanel, panelStage, type BuiltPanel } from '../../panel/build-panel.ts';
import { runInThread } from '../../threads/run-in-thread.ts';
import type { ScoredData, WorkflowContext, WorkflowRun } from '../engine-workflow.ts';
import { ingestForStates } from './run-states.ts';
import { parseStatesModel } from './saved-model.ts';
import type { StatesScored } from './score-states.ts';
import { assignmentsTable, stateName } from './states-tables.ts';

const placingStage: Stage = { name: 'Placing people', weight: 8 };
export const statesScoreStages: readonly Stage[] = [...ingestStages, panelStage, placingStage];

export async function scoreNewData(
  run: WorkflowRun<'states'>,
  fittedRecipe: StatesRecipe,
  source: Source,
  context: WorkflowContext,
): Promise<ScoredData> {
  const model = parseStatesModel(run.result.model);
  const asOf = { ...fittedRecipe.asOf, date: null };
  const recipe = withFeaturesOf({ ...fittedRecipe, source, asOf }, run);
  const tables = await ingestForStates(recipe, context);
  try {
    const panel = await buildPanel(tables, recipe, context.job);
    context.job.progress(placingStage.name, null);
    const { rowCount, starts, columns } = panel;
    const input = { panel: { rowCount, starts, columns }, model };
    const scored = await runInThread('states.score', input, context.environment, context.job);
    return {
      drift: scored.drift,
      segments: countNow(run, panel, scored),
      table: scoredTable(run, panel, scored),
    };
  } finally {
    tables.close();
  }
}

/**
 * The features of the run, also where the recipe left their choice to the mapping; persons with few
 * periods are not left out: what is known of them is said.
 */
function withFeaturesOf(recipe: StatesRecipe, { result }: WorkflowRun<'states'>): StatesRecipe {
  const { features, types } = result.model;
  const panel = { ...recipe.states.panel, minimumPeriods: 1, personSample: null };
  return {
    ...recipe,
    mapping: { ...recipe.mapping, types: { ...types, ...recipe.mapping.types } },
    states: { ...recipe.states, panel, features },
  };
}

function countNow(
  { result }: WorkflowRun<'states'>,
  { starts, persons }: BuiltPanel,
  { states }: StatesScored,
): ScoredData['segments'] {
  const now = persons.map((_, person) => states[starts[person + 1]! - 1]);
  return result.segments.map((segment) => ({
    name: stateName(segment),
    personCount: now.filter((state) => state === segment.index).length,
  }));
}

/** The same columns as `assignments`; the probability is the filtered one. */
function scoredTable(
  { result }: WorkflowRun<'states'>,
  panel: BuiltPanel,
  { states, probability }: StatesScored,
): Table {
  const { persons, starts, firstPeriods } = panel;
  const columns = { persons, segment: new Uint8Array(persons.length), numbers: {} };
  return assignmentsTable({
    result,
    columns,
    arrays: { starts, firstPeriods, states, probability },
  });
}

// A saved model applied to new data: the same mapping and features, the drift first, then a state for
// every row by what was known at that time.
import type { StatesRecipe } from '#shared/recipe/states-recipe';
import type { Table } from '../../exports/write-table.ts';
import { ingestStages } from '../../ingest/stages.ts';
import type { Stage } from '../../jobs/job-context.ts';
import { buildPanel, panelStage, type BuiltPanel } from '../../panel/build-panel.ts';
import { runInThread } from '../../threads/run-in-thread.ts';
import type { FittedModel, ScoredData, WorkflowContext } from '../engine-workflow.ts';
import { readEvents } from '../read-events.ts';
import { parseStatesModel } from './saved-model.ts';
import type { StatesScored } from './score-states.ts';
import { rowsTable, stateName } from './states-tables.ts';

const placingStage: Stage = { name: 'Placing people', weight: 8 };
export const statesScoreStages: readonly Stage[] = [...ingestStages, panelStage, placingStage];

export async function scoreNewData(
  fitted: FittedModel<'states'>,
  fittedRecipe: StatesRecipe,
  context: WorkflowContext,
): Promise<ScoredData> {
  const model = parseStatesModel(fitted.result.model);
  const asOf = { ...fittedRecipe.asOf, date: null };
  const recipe = withFeaturesOf({ ...fittedRecipe, asOf }, fitted);
  const tables = await readEvents(recipe, context);
  try {
    const panel = await buildPanel(tables, recipe, context.job);
    context.job.progress(placingStage.name, null);
    const { rowCount, starts, columns } = panel;
    const labels = panel.features.map(({ feature }) => feature.label);
    const input = { panel: { rowCount, starts, columns }, model, labels };
    const scored = await runInThread('states.score', input, context.environment, context.job);
    return {
      drift: scored.drift,
      segments: countNow(fitted, panel, scored),
      table: scoredTable(fitted, recipe, panel, scored),
    };
  } finally {
    tables.close();
  }
}

/**
 * The features of the model, also where the recipe left their choice to the mapping; persons with few
 * periods are not left out: what is known of them is said.
 */
function withFeaturesOf(recipe: StatesRecipe, { result }: FittedModel<'states'>): StatesRecipe {
  const { features, types } = result.model;
  const panel = { ...recipe.states.panel, minimumPeriods: 1, personSample: null };
  return {
    ...recipe,
    mapping: { ...recipe.mapping, types: { ...types, ...recipe.mapping.types } },
    states: { ...recipe.states, panel, features },
  };
}

function countNow(
  { result }: FittedModel<'states'>,
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
  { result }: FittedModel<'states'>,
  recipe: StatesRecipe,
  panel: BuiltPanel,
  { states, probability }: StatesScored,
): Table {
  const { persons, starts, firstPeriods } = panel;
  const arrays = { starts, firstPeriods, states, probability };
  return rowsTable(result, recipe.states.panel, persons, arrays);
}

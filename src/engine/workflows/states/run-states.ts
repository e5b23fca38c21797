// A run of workflow States from the source to result, persons and rows; the same for window and
// command line.
import { PersonaeError } from '#shared/errors';
import type { StatesRecipe } from '#shared/recipe/states-recipe';
import { statesResultSchema } from '#shared/results/states-result';
import { countedText } from '../../count-text.ts';
import { ingestStages, qualityStage } from '../../ingest/stages.ts';
import type { JobContext, Stage } from '../../jobs/job-context.ts';
import { buildPanel, panelStage, type BuiltPanel } from '../../panel/build-panel.ts';
import { gapWarning } from '../../panel/gap-warning.ts';
import { buildQualityReport } from '../../quality/build-quality-report.ts';
import { readPlantedStates } from '../../samples/rides/read-planted-states.ts';
import { runInThread } from '../../threads/run-in-thread.ts';
import type { WorkflowContext, WorkflowRun } from '../engine-workflow.ts';
import { eventsProvenance } from '../provenance.ts';
import { readEvents } from '../read-events.ts';
import { analysedFeatures } from './analysed-features.ts';
import { FinishedSweep } from './finished-sweep.ts';
import { lengthHistogram } from './length-histogram.ts';
import { personColumnsOf } from './states-person-columns.ts';
import type { StatesAnalysis, StatesAnalysisInput } from './states-input.ts';
import { statesStages } from './states-stages.ts';

export const statesRunStages: readonly Stage[] = [
  ...ingestStages,
  qualityStage,
  panelStage,
  ...Object.values(statesStages),
];

/** @param recipe its source's file is a path */
export async function runStates(
  recipe: StatesRecipe,
  context: WorkflowContext,
): Promise<WorkflowRun<'states'>> {
  const { environment, job } = context;
  const tables = await readEvents(recipe, context);
  try {
    const quality = await buildQualityReport(tables, recipe, job);
    const panel = await buildPanel(tables, recipe, job);
    const analysis = await analyse(await analysisInput(recipe, panel, job), context);
    const { personStates, personNumbers, arrays, ...shown } = analysis;
    const result = statesResultSchema.parse({
      workflow: 'states',
      resultVersion: 1,
      provenance: eventsProvenance(recipe, tables, environment, {
        asOf: panel.asOf,
        personCount: panel.persons.length,
      }),
      quality,
      panel: { ...panel.summary, lengths: lengthHistogram(panel.starts) },
      personColumns: personColumnsOf(recipe.states),
      ...shown,
      warnings: [...panel.warnings, ...gapWarning(panel.summary), ...shown.warnings],
      model: {
        ...shown.model,
        features: panel.features.map(({ feature }) => feature),
        types: tables.mapping.types,
      },
    });
    const columns = { persons: panel.persons, segment: personStates, numbers: personNumbers };
    return { result, columns, arrays };
  } finally {
    tables.close();
  }
}

async function analyse(
  input: StatesAnalysisInput,
  { environment, store, job }: WorkflowContext,
): Promise<StatesAnalysis> {
  requireEnough(input);
  const finished = new FinishedSweep(store, environment, input);
  try {
    const resumed = { ...input, finished: finished.load() };
    return await runInThread('states.analyse', resumed, environment, job, (_key, candidate) =>
      finished.keep(candidate),
    );
  } finally {
    finished.close();
  }
}

async function analysisInput(
  recipe: StatesRecipe,
  panel: BuiltPanel,
  context: Pick<JobContext, 'cancelFlag'>,
): Promise<StatesAnalysisInput> {
  const { rowCount, persons, starts, firstPeriods, eventCounts, columns } = panel;
  return {
    persons,
    rowCount,
    starts,
    firstPeriods,
    eventCounts,
    columns,
    features: analysedFeatures(panel, recipe.states.model.emissions),
    lastPeriod: panel.lastPeriod,
    truth: await readPlantedStates(recipe, panel, context),
    finished: [],
    choices: { states: recipe.states, names: recipe.names, seed: recipe.seed },
  };
}

/** @throws PersonaeError `data.too-few-periods`, `data.too-few-persons` */
function requireEnough({ persons, rowCount, choices }: StatesAnalysisInput): void {
  const { kMinimum, k } = choices.states.model;
  const least = k ?? kMinimum;
  if (rowCount === persons.length) {
    throw new PersonaeError({
      code: 'data.too-few-periods',
      message: `${countedText(persons.length, 'person has', 'people have')} one period each: there is nothing to move between.`,
      hint: 'Take shorter periods, or data of a longer time.',
    });
  }
  if (persons.length >= 2 && rowCount > 3 * least) return;
  throw new PersonaeError({
    code: 'data.too-few-persons',
    message: `${countedText(persons.length, 'person', 'people')} with ${countedText(rowCount, 'period', 'periods')} together are too few for ${countedText(least, 'state', 'states')}.`,
    hint: 'Take more people, a longer time, or shorter periods.',
  });
}

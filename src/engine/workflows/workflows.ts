// The workflows by name, and what is asked of whichever it is. A recipe and a run of the same workflow
// belong together; TypeScript cannot follow that through a union, so the casts stand here and nowhere
// else.
import type { TableKind } from '#shared/calls/export-kinds';
import { PersonaeError } from '#shared/errors';
import type { Recipe, RecipeOf, Workflow } from '#shared/recipe/recipe';
import type { Table } from '../exports/write-table.ts';
import type { Stage } from '../jobs/job-context.ts';
import type {
  EngineWorkflow,
  FittedModel,
  ScoredData,
  WorkflowContext,
  WorkflowRun,
} from './engine-workflow.ts';
import { journeysWorkflow } from './journeys/journeys-workflow.ts';
import { explainWorkflow } from './explain/explain-workflow.ts';
import { rfeWorkflow } from './rfe/rfe-workflow.ts';
import { statesWorkflow } from './states/states-workflow.ts';

const workflows: { readonly [W in Workflow]?: EngineWorkflow<W> } = {
  rfe: rfeWorkflow,
  explain: explainWorkflow,
  states: statesWorkflow,
  journeys: journeysWorkflow,
};

function workflowOf<W extends Workflow>(name: W): EngineWorkflow<W> {
  const workflow: EngineWorkflow<W> | undefined = workflows[name];
  if (workflow) return workflow;
  throw new PersonaeError({
    code: 'recipe.invalid',
    message: `This Personae cannot run recipes of workflow ${name}.`,
  });
}

export function stagesOf(recipe: Recipe): readonly Stage[] {
  return workflowOf(recipe.workflow).stages;
}

/** @param recipe its files are paths */
export function runRecipe<W extends Workflow>(
  recipe: RecipeOf<W>,
  context: WorkflowContext,
): Promise<WorkflowRun<W>> {
  return workflowOf<W>(recipe.workflow).run(recipe, context);
}

export function scoreStagesOf(recipe: Recipe): readonly Stage[] {
  return workflowOf(recipe.workflow).scoreStages;
}

export function scoreData(
  fitted: FittedModel,
  recipe: Recipe,
  context: WorkflowContext,
): Promise<ScoredData> {
  const workflow = workflowOf<Workflow>(recipe.workflow);
  return workflow.score(fitted, recipe, context);
}

/** A table of a run; undefined where its workflow has no such table. */
export function tableOf(kind: TableKind, run: WorkflowRun): Table | undefined {
  const workflow = workflowOf<Workflow>(run.result.workflow);
  return workflow.tables[kind]?.(run);
}

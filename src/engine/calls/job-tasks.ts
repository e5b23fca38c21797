// What each kind of job does, with handles turned into paths.
import path from 'node:path';
import type { JobRequest } from '#shared/calls/jobs';
import { PersonaeError } from '#shared/errors';
import type { Recipe } from '#shared/recipe/recipe';
import type { BoundName } from '#shared/recipe/event-settings';
import type { JobContext } from '../jobs/job-context.ts';
import type { JobTask } from '../jobs/job-coordinator.ts';
import { registerFile } from '../project/project-files.ts';
import { readEarlierRun } from '../project/earlier-run.ts';
import { listRuns, readArrays, readRun, saveRun } from '../project/project-runs.ts';
import { eventsMapping } from '../workflows/events-mapping.ts';
import type { WorkflowContext } from '../workflows/engine-workflow.ts';
import { boundNames } from '../exports/portable-recipe.ts';
import { runInThread } from '../threads/run-in-thread.ts';
import { checkQuality, qualityStages } from '../quality/check-quality.ts';
import { runRecipe, scoreData, scoreStagesOf, stagesOf } from '../workflows/workflows.ts';
import { customerStages } from '../customers/customer-stages.ts';
import { reportJoin } from '../customers/report-join.ts';
import { writeTable } from '../exports/write-table.ts';
import type { EngineSession } from '../session.ts';
import { recipeWithPath } from './recipe-paths.ts';
import { scoreRecipe } from './score-recipe.ts';

const sampleStage = { name: 'Making the sample', weight: 1 };

export function taskOf(request: JobRequest, session: EngineSession): JobTask {
  if (request.kind === 'quality') return qualityTask(request.params, session);
  if (request.kind === 'join') return joinTask(request.params, session);
  if (request.kind === 'fit') return fitTask(request.params, session);
  if (request.kind === 'sample') return sampleTask(request.params, session);
  return scoreTask(request.params, session);
}

type Params<K extends JobRequest['kind']> = Extract<JobRequest, { kind: K }>['params'];

function qualityTask({ recipe }: Params<'quality'>, session: EngineSession): JobTask {
  if (recipe.workflow === 'explain') throw noEvents();
  return {
    kind: 'quality',
    stages: qualityStages,
    run: async (context) => {
      const withPath = recipeWithPath(session.project, recipe);
      const read = { ...withPath, mapping: await eventsMapping(withPath) };
      return checkQuality(read, session.environment, session.store, context);
    },
  };
}

function joinTask({ recipe }: Params<'join'>, session: EngineSession): JobTask {
  return {
    kind: 'join',
    stages: customerStages,
    run: (job) =>
      reportJoin(recipeWithPath(session.project, recipe), workflowContext(session, job)),
  };
}

function noEvents(): PersonaeError {
  return new PersonaeError({
    code: 'call.invalid',
    message: 'The quality of joined tables is part of their join report.',
  });
}

function fitTask({ recipe }: Params<'fit'>, session: EngineSession): JobTask {
  return {
    kind: 'fit',
    stages: stagesOf(recipe),
    run: async (job) => {
      const startedAt = performance.now();
      const bound = { ...recipe, names: namesFor(recipe, session) };
      const withPath = recipeWithPath(session.project, bound);
      const run = await runRecipe(withPath, workflowContext(session, job));
      const durationMs = performance.now() - startedAt;
      const runId = saveRun(session.project, { ...run, recipe: bound, durationMs });
      session.projectChanged();
      return { runId };
    },
  };
}

function workflowContext(session: EngineSession, job: JobContext): WorkflowContext {
  const { environment, store, project } = session;
  return { environment, store, job, earlierRun: (runId) => readEarlierRun(project, runId) };
}

/** Names and colours of the newest run, so that a segment keeps them when the recipe runs again. */
function namesFor(recipe: Recipe, { project }: EngineSession): BoundName[] {
  const newest = listRuns(project).find(
    ({ workflow, segmentCount }) => workflow === recipe.workflow && segmentCount > 0,
  );
  if (recipe.names.length > 0 || !newest) return recipe.names;
  return boundNames(readRun(project, newest.id).result);
}

function sampleTask(params: Params<'sample'>, session: EngineSession): JobTask {
  const file = session.takeOutput(params.output);
  const { sample, size, seed } = params;
  return {
    kind: 'sample',
    stages: [sampleStage],
    run: async (context) => {
      const input = { sample, size, seed, file, stage: sampleStage.name };
      const written = await runInThread('sample.write', input, session.environment, context);
      const files = written.files.map((path) => registerFile(session.project, path));
      session.projectChanged();
      return { files };
    },
  };
}

function scoreTask(params: Params<'score'>, session: EngineSession): JobTask {
  const target = session.takeOutput(params.output);
  const { recipe, result } = readRun(session.project, params.runId);
  return {
    kind: 'score',
    stages: scoreStagesOf(recipe),
    run: async (job) => {
      const fitted = { result, arrays: readArrays(session.project, params.runId) };
      const context = workflowContext(session, job);
      const moved = recipeWithPath(session.project, scoreRecipe(recipe, params));
      const { table, drift, segments } = await scoreData(fitted, moved, context);
      await writeTable(table, target, params.format);
      return { drift, segments, fileName: path.basename(target) };
    },
  };
}

// What each kind of job does, with handles turned into paths.
import type { JobRequest } from '#shared/calls/jobs';
import type { BoundName } from '#shared/recipe/rfe-settings';
import type { JobTask } from '../jobs/job-coordinator.ts';
import { registerFile } from '../project/project-files.ts';
import { listRuns, readRun, saveRun } from '../project/project-runs.ts';
import { boundNames } from '../exports/portable-recipe.ts';
import { runInThread } from '../threads/run-in-thread.ts';
import { checkQuality, qualityStages } from '../workflows/rfe/check-quality.ts';
import { rfeStages, runRfe } from '../workflows/rfe/run-rfe.ts';
import { scoreStages, scoreNewData } from '../workflows/rfe/score-new-data.ts';
import type { EngineSession } from '../session.ts';
import { recipeWithPath, sourceWithPath } from './recipe-paths.ts';

const sampleStage = { name: 'Making the sample', weight: 1 };

export function taskOf(request: JobRequest, session: EngineSession): JobTask {
  if (request.kind === 'quality') return qualityTask(request.params, session);
  if (request.kind === 'rfe') return rfeTask(request.params, session);
  if (request.kind === 'sample') return sampleTask(request.params, session);
  return scoreTask(request.params, session);
}

type Params<K extends JobRequest['kind']> = Extract<JobRequest, { kind: K }>['params'];

function qualityTask({ recipe }: Params<'quality'>, session: EngineSession): JobTask {
  return {
    kind: 'quality',
    stages: qualityStages,
    run: (context) =>
      checkQuality(
        recipeWithPath(session.project, recipe),
        session.environment,
        session.store,
        context,
      ),
  };
}

function rfeTask({ recipe }: Params<'rfe'>, session: EngineSession): JobTask {
  return {
    kind: 'rfe',
    stages: rfeStages,
    run: async (context) => {
      const startedAt = performance.now();
      const bound = { ...recipe, names: namesFor(recipe, session) };
      const withPath = recipeWithPath(session.project, bound);
      const run = await runRfe(withPath, session.environment, session.store, context);
      const durationMs = performance.now() - startedAt;
      const runId = saveRun(session.project, { ...run, recipe: bound, durationMs });
      session.projectChanged();
      return { runId };
    },
  };
}

/** Names and colours of the newest run, so that a segment keeps them when the recipe runs again. */
function namesFor(recipe: Params<'rfe'>['recipe'], { project }: EngineSession): BoundName[] {
  const [newest] = listRuns(project);
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
      await runInThread('sample.write', input, session.environment, context);
      const reference = registerFile(session.project, file);
      session.projectChanged();
      return reference;
    },
  };
}

function scoreTask(params: Params<'score'>, session: EngineSession): JobTask {
  const target = session.takeOutput(params.output);
  return {
    kind: 'score',
    stages: scoreStages,
    run: (context) => {
      const source = sourceWithPath(session.project, params.source);
      return scoreNewData(params.runId, source, target, params.format, session, context);
    },
  };
}

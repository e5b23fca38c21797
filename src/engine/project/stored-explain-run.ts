// A run of workflow Explain with everything that is kept of it.
import { PersonaeError } from '#shared/errors';
import type { StoredExplainRun } from '../workflows/explain/explained-run.ts';
import type { ProjectFile } from './project-file.ts';
import { readArrays, readColumns, readRun } from './project-runs.ts';

/** @throws PersonaeError run.missing, call.invalid for a run of another workflow */
export function readExplainRun(project: ProjectFile, runId: string): StoredExplainRun {
  const { result, recipe } = readRun(project, runId);
  if (result.workflow === 'explain' && recipe.workflow === 'explain') {
    const columns = readColumns(project, runId);
    return { result, recipe, columns, arrays: readArrays(project, runId) };
  }
  throw new PersonaeError({
    code: 'call.invalid',
    message: 'The run does not explain segments.',
    hint: 'Choose a run of workflow Explain.',
  });
}

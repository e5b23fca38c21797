// An earlier run as another recipe takes it up: who is in which segment, and how the segments are called.
import type { EarlierRun } from '../workflows/engine-workflow.ts';
import type { ProjectFile } from './project-file.ts';
import { readColumns, readRun } from './project-runs.ts';

/** @throws PersonaeError run.missing */
export function readEarlierRun(project: ProjectFile, runId: string): EarlierRun {
  const { result } = readRun(project, runId);
  return {
    columns: readColumns(project, runId),
    segmentNames: result.segments.map(({ givenName, suggestedName }) => givenName ?? suggestedName),
    workflow: result.workflow,
  };
}

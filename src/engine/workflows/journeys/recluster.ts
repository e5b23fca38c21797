// What other radii and neighbour counts would give on the encodings of a finished run.
import { fitDbscan } from '#analysis/density/fit-dbscan';
import { buildKdTree } from '#analysis/density/kd-tree';
import type { EngineInput, EngineOutput } from '#shared/calls/engine-calls';
import { PersonaeError } from '#shared/errors';
import { silentContext } from '../../jobs/job-context.ts';
import { readArrays, readRun } from '../../project/project-runs.ts';
import type { EngineSession } from '../../session.ts';
import { runInThread } from '../../threads/run-in-thread.ts';
import type { ThreadContext } from '../../threads/thread-messages.ts';
import { startThreadTeam } from '../../threads/thread-team.ts';
import { runToEnd } from '../run-to-end.ts';

export interface ReclusterInput {
  readonly dimensionCount: number;
  /** Persons x dimensions, row-major, whitened. */
  readonly encodings: Float64Array;
  /** The persons on the first map. */
  readonly mapRows: Uint32Array;
  readonly minPts: number;
  readonly eps: number;
}

type Reclustered = EngineOutput<'journeys.recluster'>;

/** The task of a job thread. */
export async function recluster(
  { dimensionCount, encodings, mapRows, minPts, eps }: ReclusterInput,
  thread: ThreadContext,
): Promise<Reclustered> {
  const { threadCount, teamThreadUrl: threadUrl } = thread;
  const rowCount = encodings.length / dimensionCount;
  const tree = buildKdTree({ rowCount, dimensionCount, values: encodings });
  const team = await startThreadTeam({ threadCount, threadUrl });
  try {
    const found = runToEnd(fitDbscan(tree, { minPts, eps }, team), thread);
    return {
      clusterCount: found.clusterCount,
      noiseShare: found.noiseCount / rowCount,
      sizes: Array.from(found.sizes),
      mapLabels: Array.from(mapRows, (row) => found.labels[row] ?? -1),
    };
  } finally {
    await team.dispose();
  }
}

/** @throws PersonaeError call.invalid for a run of another workflow */
export function reclusterRun(
  { runId, minPts, eps }: EngineInput<'journeys.recluster'>,
  { project, environment }: EngineSession,
): Promise<Reclustered> {
  const { result } = readRun(project, runId);
  const { encodings, mapRows } = readArrays(project, runId);
  if (
    result.workflow !== 'journeys' ||
    !(encodings instanceof Float64Array) ||
    !(mapRows instanceof Uint32Array)
  ) {
    throw new PersonaeError({
      code: 'call.invalid',
      message: 'Only runs of journeys can be clustered anew.',
    });
  }
  const { dimensionCount } = result.clustering;
  const input = { dimensionCount, encodings, mapRows, minPts, eps };
  return runInThread('journeys.recluster', input, environment, silentContext());
}

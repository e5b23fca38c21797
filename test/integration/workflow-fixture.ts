// A place to run recipes of any workflow in: folders of its own, entries of the real threads.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { silentContext, type JobContext } from '#engine/jobs/job-context';
import { openWorkingStore } from '#engine/store/working-store';
import type { WorkflowContext } from '#engine/workflows/engine-workflow';

const threads = new URL('../../src/engine/threads/', import.meta.url);

/** Its folder is removed when the test has finished. */
export function workflowContext(
  threadCount = 2,
  job: JobContext = silentContext(),
): WorkflowContext & { readonly folder: string } {
  const folder = mkdtempSync(join(tmpdir(), 'personae-workflow-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const workingStoreFolder = join(folder, 'store');
  return {
    folder,
    environment: {
      workingStoreFolder,
      threadCount,
      threadUrls: {
        job: new URL('job-thread.ts', threads),
        team: new URL('team-thread.ts', threads),
        reader: new URL('../sources/sqlite/reader-thread.ts', threads),
      },
      personaeVersion: 'test',
    },
    store: openWorkingStore(workingStoreFolder),
    job,
    earlierRun: () => {
      throw new Error('there is no project');
    },
  };
}

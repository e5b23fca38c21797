// Runs one job to its end with progress on standard error. Ctrl-C cancels it.
import { PersonaeError } from '#shared/errors';
import type { JobEnd } from '#shared/calls/jobs';
import { JobCoordinator, type JobTask } from '#engine/jobs/job-coordinator';
import { createProgressLine } from './progress-line.ts';

/** @throws PersonaeError the job's own, or job.cancelled */
export async function runJob(task: JobTask): Promise<void> {
  const line = createProgressLine(process.stderr);
  const end = await new Promise<JobEnd>((resolve) => {
    const jobs = new JobCoordinator({
      changed: (view) => line.show(view),
      partial: () => undefined,
      ended: resolve,
    });
    const id = jobs.start(task);
    process.once('SIGINT', () => jobs.cancel(id));
    process.once('SIGTERM', () => jobs.cancel(id));
  });
  line.end();
  if (end.error) throw new PersonaeError(end.error);
  if (end.state === 'cancelled') {
    throw new PersonaeError({ code: 'job.cancelled', message: 'Cancelled; nothing was written.' });
  }
}

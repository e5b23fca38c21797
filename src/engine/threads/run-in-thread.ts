// Runs one task in a thread of its own, so that the engine stays able to answer. A cancelled task
// has a second and a half to stop by itself; then its thread is ended.
import { Worker } from 'node:worker_threads';
import { PersonaeError } from '#shared/errors';
import type { EngineEnvironment } from '../environment.ts';
import { cancelled, type JobContext } from '../jobs/job-context.ts';
import type { ThreadMessage, ThreadRequest } from './thread-messages.ts';
import type { ThreadTaskInput, ThreadTaskName, ThreadTaskOutput } from './thread-tasks.ts';

const graceMs = 1500;

export function runInThread<N extends ThreadTaskName>(
  task: N,
  input: ThreadTaskInput<N>,
  environment: EngineEnvironment,
  context: JobContext,
  keep: (key: string, value: unknown) => void = () => undefined,
): Promise<ThreadTaskOutput<N>> {
  const request: ThreadRequest = {
    task,
    input,
    threadCount: environment.threadCount,
    teamThreadUrl: environment.threadUrls.team.href,
    cancelFlag: context.cancelFlag,
  };
  return new Promise((resolve, reject) => {
    if (context.signal.aborted) {
      reject(cancelled());
      return;
    }
    const worker = new Worker(environment.threadUrls.job, { workerData: request });
    let timer: NodeJS.Timeout | undefined;
    const stop = (): void => {
      timer = setTimeout(() => void worker.terminate(), graceMs);
    };
    const settle = (finish: () => void): void => {
      clearTimeout(timer);
      context.signal.removeEventListener('abort', stop);
      finish();
      void worker.terminate();
    };
    context.signal.addEventListener('abort', stop);
    worker.on('message', (message: ThreadMessage) => {
      if (message.type === 'progress')
        context.progress(message.stage, message.fraction, message.metric);
      else if (message.type === 'partial') context.partial(message.value);
      else if (message.type === 'keep') keep(message.key, message.value);
      else if (message.type === 'done') settle(() => resolve(message.value as ThreadTaskOutput<N>));
      else settle(() => reject(new PersonaeError(message.error)));
    });
    worker.on('error', (error) => settle(() => reject(crashOf(error))));
    worker.on('exit', () =>
      settle(() => reject(context.signal.aborted ? cancelled() : crashOf(undefined))),
    );
  });
}

function crashOf(error: unknown): PersonaeError {
  const outOfMemory =
    error instanceof Error && 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY';
  return new PersonaeError(
    outOfMemory
      ? {
          code: 'memory.full',
          message: 'There was not enough memory for this analysis.',
          hint: 'Close other programs, or take fewer persons.',
        }
      : {
          code: 'job.crashed',
          message: 'The analysis ended unexpectedly.',
          hint: 'Run it again; what was saved is safe.',
        },
    error,
  );
}

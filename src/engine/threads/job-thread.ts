// Entry of a job thread: runs the one task it was started for and says how it ended.
import { parentPort, workerData } from 'node:worker_threads';
import { toPersonaeError } from '../jobs/analysis-failure.ts';
import { toErrorValue } from '#shared/errors';
import { threadTasks, type ThreadTaskName } from './thread-tasks.ts';
import type { ThreadContext, ThreadMessage, ThreadRequest } from './thread-messages.ts';

const request = workerData as ThreadRequest;

function send(message: ThreadMessage): void {
  parentPort?.postMessage(message);
}

/** Progress is looked at ten times a second; a tight loop must not flood the channel. */
const intervalMs = 50;

function paced(post: (message: ThreadMessage) => void): (message: ThreadMessage) => void {
  let last = -Infinity;
  let lastStage = '';
  return (message) => {
    const stage = message.type === 'progress' ? message.stage : '';
    const now = performance.now();
    if (now - last < intervalMs && stage === lastStage) return;
    last = now;
    lastStage = stage;
    post(message);
  };
}

const sendProgress = paced(send);
const sendPartial = paced(send);

const context: ThreadContext = {
  progress: (stage, fraction, metric) =>
    sendProgress({
      type: 'progress',
      stage,
      fraction,
      ...(metric === undefined ? {} : { metric }),
    }),
  partial: (value) => sendPartial({ type: 'partial', value }),
  keep: (key, value) => send({ type: 'keep', key, value }),
  cancelFlag: request.cancelFlag,
  threadCount: request.threadCount,
  teamThreadUrl: new URL(request.teamThreadUrl),
};

try {
  const task = threadTasks[request.task as ThreadTaskName] as (
    input: unknown,
    context: ThreadContext,
  ) => unknown;
  send({ type: 'done', value: await task(request.input, context) });
} catch (thrown) {
  const error = toErrorValue(toPersonaeError(thrown));
  if (error.code === 'internal') console.error(thrown);
  send({ type: 'failed', error });
}

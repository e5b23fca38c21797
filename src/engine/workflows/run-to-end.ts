// Drives a generator of the analysis: between any two steps it may be cancelled and tells how far it is.
import { throwIfCancelled } from '../jobs/job-context.ts';
import type { ThreadContext } from '../threads/thread-messages.ts';

/** @throws PersonaeError job.cancelled, and what the work throws */
export function runToEnd<Step, Result>(
  work: Generator<Step, Result>,
  context: Pick<ThreadContext, 'cancelFlag'>,
  onStep: (step: Step) => void = () => undefined,
): Result {
  for (;;) {
    throwIfCancelled(context);
    const next = work.next();
    if (next.done) return next.value;
    onStep(next.value);
  }
}

// Work that cannot be stopped inside, done part by part: before each it may be cancelled.
import { throwIfCancelled } from '../jobs/job-context.ts';
import type { ThreadContext } from '../threads/thread-messages.ts';

export type Part = <Result>(work: () => Result) => Result;

/**
 * @param partCount how many parts there are, for the progress of the stage
 * @returns does one part, and says how far the stage is
 */
export function inParts(
  thread: Pick<ThreadContext, 'cancelFlag' | 'progress'>,
  stage: string,
  partCount: number,
): Part {
  let begun = 0;
  return (work) => {
    throwIfCancelled(thread);
    thread.progress(stage, Math.min(1, begun / partCount));
    begun += 1;
    return work();
  };
}

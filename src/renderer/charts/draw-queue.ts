// Charts are computed and drawn one at a time, each in a task of its own, so that a page of twenty of
// them never blocks the window for longer than one takes.

import { nextTask } from './next-task.ts';

type Task = () => Promise<void> | void;

const waiting = new Set<Task>();
let isRunning = false;

async function run(): Promise<void> {
  isRunning = true;
  while (waiting.size > 0) {
    await nextTask();
    // Only now: what was taken back in the meantime is not begun.
    const [task] = waiting;
    if (!task) break;
    waiting.delete(task);
    await task();
  }
  isRunning = false;
}

/** Draws when its turn comes. The task handles its own failures; the returned function takes it back. */
export function queueDrawing(task: Task): () => void {
  waiting.add(task);
  if (!isRunning) void run();
  return () => void waiting.delete(task);
}

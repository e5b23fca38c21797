// Charts are drawn one at a time, each in a task of its own, so that a page of twenty of them never
// blocks the window for longer than one takes.

import { nextTask } from './next-task.ts';

type Task = () => Promise<void>;

const waiting: Task[] = [];
let isRunning = false;

async function run(): Promise<void> {
  isRunning = true;
  for (let task = waiting.shift(); task; task = waiting.shift()) {
    await nextTask();
    await task();
  }
  isRunning = false;
}

/** Draws when its turn comes. The task handles its own failures; the returned function takes it back. */
export function queueDrawing(task: Task): () => void {
  waiting.push(task);
  if (!isRunning) void run();
  return () => {
    const place = waiting.indexOf(task);
    if (place >= 0) waiting.splice(place, 1);
  };
}

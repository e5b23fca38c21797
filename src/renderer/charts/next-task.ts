// A turn of the event loop.

/** Lets the window answer and paint between two long tasks. */
export function nextTask(): Promise<void> {
  // Where it exists, it waits for nothing but what is more urgent; a timer waits 4 ms at least.
  if (typeof scheduler !== 'undefined') return scheduler.yield();
  return new Promise((resolve) => {
    setTimeout(resolve, 0);
  });
}

// A turn of the event loop.

/** Lets the window answer and paint between two long tasks. */
export function nextTask(): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, 0);
  });
}

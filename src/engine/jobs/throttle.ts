// Lets at most one message through in an interval; the last one is always sent.

export interface Throttle<T> {
  push(value: T): void;
  flush(): void;
}

export function createThrottle<T>(intervalMs: number, send: (value: T) => void): Throttle<T> {
  let waiting: { value: T } | undefined;
  let timer: NodeJS.Timeout | undefined;
  let sentAt = -Infinity;

  const flush = (): void => {
    clearTimeout(timer);
    timer = undefined;
    if (!waiting) return;
    const { value } = waiting;
    waiting = undefined;
    sentAt = performance.now();
    send(value);
  };
  const push = (value: T): void => {
    waiting = { value };
    const pause = sentAt + intervalMs - performance.now();
    if (pause <= 0) flush();
    else timer ??= setTimeout(flush, pause);
  };
  return { push, flush };
}

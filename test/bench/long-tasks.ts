// How long a window's main thread keeps the most urgent work waiting, and its long tasks as the browser
// reports them (Long Tasks API), with what ran in them (Long Animation Frames API).
import type { Page } from '@playwright/test';

export interface LongTask {
  readonly ms: number;
  /** The scripts that took longest, or that it was no script. */
  readonly what: string;
}

interface Script {
  readonly startTime: number;
  readonly duration: number;
  readonly sourceURL: string;
  readonly sourceFunctionName: string;
  readonly invoker: string;
  readonly forcedStyleAndLayoutDuration: number;
}

/** The part of PerformanceLongAnimationFrameTiming that is read; TypeScript does not know it yet. */
type Frame = PerformanceEntry & { readonly scripts: readonly Script[] };

/** What happened since the last look. */
export interface Blocks {
  /** The longest that a task of the highest priority, as input has it, had to wait, in milliseconds. */
  readonly longestMs: number;
  readonly tasks: readonly LongTask[];
}

interface Watched {
  longestMs: number;
  readonly tasks: { readonly start: number; readonly ms: number }[];
  readonly scripts: Script[];
}

/** From now on. */
export async function watchTasks(page: Page): Promise<void> {
  await page.evaluate(() => {
    const watched: Watched = { longestMs: 0, tasks: [], scripts: [] };
    const pauseMs = 4;
    let due = performance.now() + pauseMs;
    const beat = (): void => {
      watched.longestMs = Math.max(watched.longestMs, performance.now() - due);
      due = performance.now() + pauseMs;
      void scheduler.postTask(beat, { priority: 'user-blocking', delay: pauseMs });
    };
    beat();
    (globalThis as Record<string, unknown>)['watchedTasks'] = watched;
    // An entry cannot leave the window as it is.
    const plain = (script: Script): Script => ({
      startTime: script.startTime,
      duration: script.duration,
      sourceURL: script.sourceURL,
      sourceFunctionName: script.sourceFunctionName,
      invoker: script.invoker,
      forcedStyleAndLayoutDuration: script.forcedStyleAndLayoutDuration,
    });
    new PerformanceObserver((list) => {
      for (const { startTime, duration } of list.getEntries())
        watched.tasks.push({ start: startTime, ms: duration });
    }).observe({ type: 'longtask' });
    new PerformanceObserver((list) => {
      // The type that is observed says what the entries are.
      for (const { scripts } of list.getEntries() as Frame[])
        for (const script of scripts) watched.scripts.push(plain(script));
    }).observe({ type: 'long-animation-frame' });
  });
}

/** The longest wait, and the tasks of 50 ms and more, since the last call. */
export async function newBlocks(page: Page): Promise<Blocks> {
  // Entries come a little after their task.
  await page.waitForTimeout(300);
  const { longestMs, tasks, scripts } = await page.evaluate(() => {
    const watched = (globalThis as Record<string, unknown>)['watchedTasks'] as Watched;
    const longest = watched.longestMs;
    watched.longestMs = 0;
    return {
      longestMs: longest,
      tasks: watched.tasks.splice(0),
      scripts: watched.scripts.splice(0),
    };
  });
  const named = tasks.map(({ start, ms }) => ({
    ms,
    what: wordsOf(
      scripts.filter(({ startTime }) => startTime >= start - 1 && startTime < start + ms),
    ),
  }));
  return { longestMs, tasks: named };
}

function wordsOf(scripts: readonly Script[]): string {
  const [longest] = scripts.toSorted((a, b) => b.duration - a.duration);
  if (!longest) return 'many short scripts, style, layout or painting';
  const file = longest.sourceURL.split('/').at(-1) ?? '';
  const where = [longest.invoker.split('/').at(-1), file, longest.sourceFunctionName];
  const layout = longest.forcedStyleAndLayoutDuration;
  const words = `${[...new Set(where.filter(Boolean))].join(' ')} ${longest.duration.toFixed(0)} ms`;
  return layout > 5 ? `${words}, of which ${layout.toFixed(0)} ms layout` : words;
}

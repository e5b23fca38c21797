// plotly draws in steps: margins, axes one by one, traces, the rest. It takes them all in one task, but
// waits for a step that gives a promise. Here a step gives one whenever the task has lasted long enough,
// so that the window can answer in the middle of a drawing.
import type Axes from 'plotly.js/src/plots/cartesian/axes.js';
import type Lib from 'plotly.js/src/lib/index.js';
import type { Step } from 'plotly.js/src/lib/index.js';
import type Plots from 'plotly.js/src/plots/plots.js';
import { nextTask } from './next-task.ts';

/** Worth a turn, and short enough that one step more makes no long task. */
const turnMs = 16;

let turnBegan = 0;
let drawingCount = 0;

async function nextTurn(): Promise<void> {
  await nextTask();
  turnBegan = performance.now();
}

/** Draws with pauses. What plotly does by itself, as on hover and zoom, stays in one go. */
export async function inTurns<T>(draw: () => Promise<T>): Promise<T> {
  drawingCount += 1;
  try {
    await nextTurn();
    return await draw();
  } finally {
    drawingCount -= 1;
  }
}

interface Inside {
  Lib: typeof Lib;
  Plots: typeof Plots;
  Axes: typeof Axes;
}

/**
 * Makes plotly pause. Only two kinds of sequences may be interrupted, as only their callers wait for
 * the end: the drawing of a picture, which ends in waiting for others, and that of its axes.
 */
export function pauseBetweenSteps(inside: Inside): void {
  const drawAxes = inside.Axes.draw;
  let areAxesNext = false;
  inside.Axes.draw = (...args) => {
    areAxesNext = true;
    return drawAxes(...args);
  };
  inside.Lib.syncOrAsync = (steps, graph, finalStep) => {
    const canPause = areAxesNext || steps.at(-1) === inside.Plots.previousPromises;
    areAxesNext = false;
    return take(steps, graph, finalStep, canPause);
  };
}

function take(
  steps: Step[],
  graph: unknown,
  finalStep: Step | undefined,
  canPause: boolean,
): unknown {
  const goOn = (): unknown => take(steps, graph, finalStep, canPause);
  for (let step = steps.shift(); step; step = steps.shift()) {
    const done = step(graph);
    if (done instanceof Promise) return done.then(goOn);
    if (canPause && steps.length > 0 && isTurnOver()) return nextTurn().then(goOn);
  }
  return finalStep?.(graph);
}

function isTurnOver(): boolean {
  return drawingCount > 0 && performance.now() - turnBegan > turnMs;
}

// plotly comes late, in parts, each evaluated in a task of its own: as one script it would hold the
// window up for a third of a second. It has the kinds of traces that figures are made of, no others.
import type { Plotly } from 'plotly.js/lib/core.js';
import { inTurns, pauseBetweenSteps } from './draw-in-steps.ts';
import { nextTask } from './next-task.ts';

export type Drawing = Pick<Plotly, 'react' | 'purge' | 'toImage'>;

let loading: Promise<Drawing> | undefined;

/** Loaded once, when the window is idle or a chart comes into sight. After a failure the next call tries again. */
export function loadPlotly(): Promise<Drawing> {
  loading ??= load().catch((error: unknown) => {
    loading = undefined;
    throw error;
  });
  return loading;
}

const traces = [
  () => import('plotly.js/lib/bar.js'),
  () => import('plotly.js/lib/box.js'),
  () => import('plotly.js/lib/heatmap.js'),
  () => import('plotly.js/lib/sankey.js'),
  () => import('plotly.js/lib/scatterpolar.js'),
];

async function load(): Promise<Drawing> {
  // What the others need comes first, so that no part has much left to evaluate.
  const Lib = await part(() => import('plotly.js/src/lib/index.js'));
  await part(() => import('plotly.js/src/components/drawing/index.js'));
  const Plots = await part(() => import('plotly.js/src/plots/plots.js'));
  const Axes = await part(() => import('plotly.js/src/plots/cartesian/axes.js'));
  await part(() => import('plotly.js/src/plot_api/index.js'));
  const plotly = await part(() => import('plotly.js/lib/core.js'));
  for (const trace of traces) plotly.register([await part(trace)]);
  pauseBetweenSteps({ Lib, Plots, Axes });
  return {
    react: (...drawing) => inTurns(() => plotly.react(...drawing)),
    purge: (place) => plotly.purge(place),
    toImage: (...drawing) => inTurns(() => plotly.toImage(...drawing)),
  };
}

async function part<T>(get: () => Promise<{ default: T }>): Promise<T> {
  await nextTask();
  return (await get()).default;
}

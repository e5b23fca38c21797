// plotly comes late: 5 MB of script that the start of the window must not wait for.
import { nextTask } from './next-task.ts';
import type { Plotly } from 'plotly.js-strict-dist-min';

let loading: Promise<Plotly> | undefined;

/** Loaded once, when the first chart comes into sight. After a failure the next call tries again. */
export function loadPlotly(): Promise<Plotly> {
  loading ??= import('plotly.js-strict-dist-min').then(
    async (module) => {
      // Evaluating the script takes long enough: the first drawing is another task.
      await nextTask();
      return module.default;
    },
    (error: unknown) => {
      loading = undefined;
      throw error;
    },
  );
  return loading;
}

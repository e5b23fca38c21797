// What plotly, as the window loads it, finds wrong with a figure; a kind of trace that the window does
// not load is a fault as well.
import plotly from 'plotly.js/lib/core.js';
import type { Figure } from '#figures/figure';
import { loadPlotly } from '../../../src/renderer/charts/load-plotly.ts';

await loadPlotly();

export function faultsOf({ data, layout }: Figure): string[] {
  return (plotly.validate(data, layout) ?? []).map(({ msg }) => msg);
}

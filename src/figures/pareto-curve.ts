// How unevenly the clicks are shared: the most active people first.
import type { Pictures, RfeResult } from '#shared/results/rfe-result';
import { percentAxis } from './axis.ts';
import { withOpacity } from './colour.ts';
import { featureMeasures } from './feature-measures.ts';
import type { Figure, Layout, Theme, Trace } from './figure.ts';
import { everybody, numberColumn } from './figure-parts.ts';
import { escapeText } from './label-text.ts';
import { shareText } from './number-text.ts';
import { inkOf } from './palette.ts';
import { template } from './template.ts';

type Pareto = Pictures['pareto'];

const percent = (share: number): number => share * 100;

function curves(pareto: Pareto, what: string, finding: string, theme: Theme): Trace[] {
  const ink = inkOf(theme);
  return [
    {
      type: 'scatter',
      mode: 'lines',
      x: [0, 100],
      y: [0, 100],
      line: { color: ink.context, width: 1.5, dash: 'dot' },
      hoverinfo: 'skip',
    },
    {
      type: 'scatter',
      mode: 'lines',
      x: pareto.personShare.map(percent),
      y: pareto.frequencyShare.map(percent),
      fill: 'tonexty',
      fillcolor: withOpacity(ink.accent, 0.12),
      line: { color: ink.accent, width: 3 },
      hovertemplate: `%{x:.1f} % of people hold %{y:.1f} % of ${escapeText(what)}<extra></extra>`,
    },
    {
      type: 'scatter',
      mode: 'markers',
      x: [20],
      y: [percent(pareto.topFifthShare)],
      cliponaxis: false,
      marker: { size: 11, color: ink.accent, line: { color: ink.surface, width: 2 } },
      hovertemplate: `${escapeText(finding)}<extra></extra>`,
    },
  ];
}

function words(pareto: Pareto, what: string, theme: Theme): Layout[] {
  const ink = inkOf(theme);
  return [
    {
      x: 20,
      y: percent(pareto.topFifthShare),
      xanchor: 'left',
      // Below the curve, which only rises.
      yanchor: 'top',
      yshift: -2,
      xshift: 14,
      align: 'left',
      text: `<b>20 % of people</b><br>hold <b>${shareText(pareto.topFifthShare)}</b> of ${escapeText(what)}`,
      font: { size: 13, color: ink.text },
      bgcolor: withOpacity(ink.surface, 0.8),
    },
    {
      x: 78,
      y: 78,
      yanchor: 'top',
      xanchor: 'left',
      yshift: -6,
      text: 'if all were equal',
      font: { size: 12, color: ink.muted },
    },
    {
      xref: 'paper',
      yref: 'paper',
      x: 1,
      y: 0,
      xanchor: 'right',
      yanchor: 'bottom',
      xshift: -8,
      yshift: 6,
      text: `Gini ${pareto.gini.toFixed(2)}`,
      font: { size: 12, color: ink.muted },
    },
  ];
}

export function paretoCurve(result: RfeResult, theme: Theme): Figure {
  const { pareto } = result.pictures;
  const what = featureMeasures(result).frequency.label.toLowerCase();
  const finding = `The most active 20 % of people hold ${shareText(pareto.topFifthShare)} of all ${what}`;
  const axis = { dtick: 20, fixedrange: true };
  return {
    data: curves(pareto, what, finding, theme),
    layout: {
      template: template(theme),
      margin: { l: 16, r: 32, t: 16, b: 16 },
      xaxis: percentAxis('Share of people, most active first', { range: [0, 100], ...axis }),
      yaxis: percentAxis(`Share of all ${escapeText(what)}`, { range: [0, 102], ...axis }),
      annotations: words(pareto, what, theme),
    },
    description: `${finding}; the Gini coefficient is ${pareto.gini.toFixed(2)} (0: all equal, 1: one person holds everything).`,
    method: {
      text: `Everybody is sorted by ${what}, the most active first, and their shares are added up.`,
      formula: 'Gini = twice the area between the curve and the diagonal',
      ...everybody(result),
    },
    table: {
      columns: [numberColumn('Share of people'), numberColumn(`Share of ${what}`)],
      rows: pareto.personShare.map((share, i) => [share, pareto.frequencyShare[i] ?? null]),
    },
    size: { width: 720, height: 420 },
  };
}

// How unevenly the clicks are shared: the most active people first.
import type { RfeResult } from '#shared/results/rfe-result';
import { percentAxis } from './axis.ts';
import { featureMeasures } from './feature-measures.ts';
import type { Figure, Theme } from './figure.ts';
import { escapeText } from './label-text.ts';
import { shareText } from './number-text.ts';
import { withOpacity } from './colour.ts';
import { inkOf } from './palette.ts';
import { template } from './template.ts';

export function paretoCurve(result: RfeResult, theme: Theme): Figure {
  const ink = inkOf(theme);
  const { pareto } = result.pictures;
  const { frequency } = featureMeasures(result);
  const what = frequency.label.toLowerCase();
  const people = pareto.personShare.map((share) => share * 100);
  const held = pareto.frequencyShare.map((share) => share * 100);
  const top = pareto.topFifthShare * 100;
  const finding = `The most active 20 % of people hold ${shareText(pareto.topFifthShare)} of all ${what}`;
  return {
    data: [
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
        x: people,
        y: held,
        fill: 'tonexty',
        fillcolor: withOpacity(ink.accent, 0.12),
        line: { color: ink.accent, width: 3 },
        hovertemplate: `%{x:.1f} % of people hold %{y:.1f} % of ${escapeText(what)}<extra></extra>`,
      },
      {
        type: 'scatter',
        mode: 'markers',
        x: [20],
        y: [top],
        cliponaxis: false,
        marker: { size: 11, color: ink.accent, line: { color: ink.surface, width: 2 } },
        hovertemplate: `${escapeText(finding)}<extra></extra>`,
      },
    ],
    layout: {
      template: template(theme),
      margin: { l: 16, r: 32, t: 16, b: 16 },
      xaxis: percentAxis('Share of people, most active first', {
        range: [0, 100],
        dtick: 20,
        fixedrange: true,
      }),
      yaxis: percentAxis(`Share of all ${escapeText(what)}`, {
        range: [0, 102],
        dtick: 20,
        fixedrange: true,
      }),
      annotations: [
        {
          x: 20,
          y: top,
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
      ],
    },
    description: `${finding}; the Gini coefficient is ${pareto.gini.toFixed(2)} (0: all equal, 1: one person holds everything).`,
    method: {
      text: `Everybody is sorted by ${what}, the most active first, and their shares are added up.`,
      formula: 'Gini = twice the area between the curve and the diagonal',
      sampleSize: result.provenance.personCount,
      populationSize: result.provenance.personCount,
      exact: true,
    },
    table: {
      columns: [
        { label: 'Share of people', kind: 'number' },
        { label: `Share of ${what}`, kind: 'number' },
      ],
      rows: pareto.personShare.map((share, i) => [share, pareto.frequencyShare[i] ?? null]),
    },
    size: { width: 720, height: 420 },
  };
}

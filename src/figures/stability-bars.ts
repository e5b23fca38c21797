// Which segments come back when the persons are drawn anew: bootstrap Jaccard, stable from 0.75.
import type { RfeResult } from '#shared/results/rfe-result';
import { categoryAxis, linearAxis } from './axis.ts';
import type { Figure, Theme } from './figure.ts';
import { labelText } from './label-text.ts';
import { inkOf } from './palette.ts';
import type { SegmentLook } from './segment-look.ts';
import { template } from './template.ts';

/** Hennig (2007): a cluster is called stable from here on. */
export const stableFrom = 0.75;

export function stabilityBars(
  result: RfeResult,
  looks: readonly SegmentLook[],
  theme: Theme,
): Figure {
  const ink = inkOf(theme);
  const bars = looks.flatMap((look) =>
    look.segment.stability === null ? [] : [{ look, value: look.segment.stability }],
  );
  const stable = bars.filter(({ value }) => value >= stableFrom).length;
  return {
    data: [
      {
        type: 'bar',
        orientation: 'h',
        x: bars.map(({ value }) => value),
        y: bars.map((_, row) => row),
        width: 0.62,
        marker: {
          color: bars.map(({ look }) => look.colour),
          line: { color: ink.outline, width: 1 },
          // Hatched: the cluster did not come back often enough.
          pattern: {
            shape: bars.map(({ value }) => (value >= stableFrom ? '' : '/')),
            fgcolor: ink.surface,
            size: 6,
            solidity: 0.5,
          },
        },
        hovertext: bars.map(
          ({ look, value }) =>
            `<b>${look.label}</b><br>mean Jaccard ${value.toFixed(3)}, ${value >= stableFrom ? 'stable' : 'not stable'}`,
        ),
        hovertemplate: '%{hovertext}<extra></extra>',
      },
    ],
    layout: {
      template: template(theme),
      margin: { l: 16, r: 40, t: 32, b: 16 },
      xaxis: linearAxis('Mean Jaccard similarity over bootstrap samples (0 to 1)', {
        range: [0, 1.02],
        dtick: 0.25,
        fixedrange: true,
      }),
      yaxis: {
        ...categoryAxis,
        range: [bars.length - 0.5, -0.5],
        tickvals: bars.map((_, row) => row),
        ticktext: bars.map(
          ({ look, value }) => `${labelText(look.name, 22, 1)}  <b>${value.toFixed(2)}</b>`,
        ),
        tickfont: { size: 12, color: ink.text },
      },
      shapes: [
        {
          type: 'line',
          x0: stableFrom,
          x1: stableFrom,
          yref: 'paper',
          y0: 0,
          y1: 1,
          line: { color: ink.text, width: 1.5, dash: 'dash' },
        },
      ],
      annotations: [
        {
          x: stableFrom,
          yref: 'paper',
          y: 1,
          yanchor: 'bottom',
          yshift: 4,
          text: `stable from ${stableFrom}`,
          font: { size: 12, color: ink.text },
        },
      ],
    },
    description: `${stable} of ${bars.length} segments are stable on resampling (mean Jaccard of at least ${stableFrom}). ${bars
      .map(({ look, value }) => `${look.name}: ${value.toFixed(2)}`)
      .join('; ')}.`,
    method: {
      text: 'Persons are drawn anew with replacement and clustered again; each segment is compared with the cluster that resembles it most. Hatched bars are below the threshold.',
      formula: 'Jaccard = persons in both / persons in either, mean over bootstrap samples',
      sampleSize: result.provenance.personCount,
      populationSize: result.provenance.personCount,
      exact: false,
    },
    table: {
      columns: [
        { label: 'Segment', kind: 'text' },
        { label: 'Mean Jaccard', kind: 'number' },
        { label: 'Stable', kind: 'text' },
      ],
      rows: bars.map(({ look, value }) => [look.name, value, value >= stableFrom ? 'yes' : 'no']),
    },
    size: { width: 720, height: Math.max(200, 100 + bars.length * 36) },
  };
}

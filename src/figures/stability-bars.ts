// Which segments come back when the persons are drawn anew: bootstrap Jaccard, stable from 0.75.
import type { RfeResult } from '#shared/results/rfe-result';
import { linearAxis } from './axis.ts';
import type { Figure, Theme, Trace } from './figure.ts';
import { everybody, markedLine, numberColumn, rowAxis, textColumn } from './figure-parts.ts';
import { labelText } from './label-text.ts';
import { inkOf } from './palette.ts';
import type { SegmentLook } from './segment-look.ts';
import { template } from './template.ts';

/** Hennig (2007): a cluster is called stable from here on. */
export const stableFrom = 0.75;

interface StabilityBar {
  look: SegmentLook;
  value: number;
  stable: boolean;
}

function barsOf(looks: readonly SegmentLook[]): StabilityBar[] {
  return looks.flatMap((look) => {
    const { stability } = look.segment;
    return stability === null ? [] : [{ look, value: stability, stable: stability >= stableFrom }];
  });
}

function barTrace(bars: readonly StabilityBar[], theme: Theme): Trace {
  const ink = inkOf(theme);
  return {
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
        shape: bars.map(({ stable }) => (stable ? '' : '/')),
        fgcolor: ink.surface,
        size: 6,
        solidity: 0.5,
      },
    },
    hovertext: bars.map(
      ({ look, value, stable }) =>
        `<b>${look.label}</b><br>mean Jaccard ${value.toFixed(3)}, ${stable ? 'stable' : 'not stable'}`,
    ),
    hovertemplate: '%{hovertext}<extra></extra>',
  };
}

export function stabilityBars(
  result: RfeResult,
  looks: readonly SegmentLook[],
  theme: Theme,
): Figure {
  const bars = barsOf(looks);
  const mark = markedLine(stableFrom, `stable from ${stableFrom}`, inkOf(theme).text);
  return {
    data: [barTrace(bars, theme)],
    layout: {
      template: template(theme),
      margin: { l: 16, r: 40, t: 32, b: 16 },
      xaxis: linearAxis('Mean Jaccard similarity over bootstrap samples (0 to 1)', {
        range: [0, 1.02],
        dtick: 0.25,
        fixedrange: true,
      }),
      yaxis: rowAxis(
        bars.map(({ look, value }) => `${labelText(look.name, 22, 1)}  <b>${value.toFixed(2)}</b>`),
        theme,
      ),
      shapes: [mark.shape],
      annotations: [mark.annotation],
    },
    description: `${bars.filter(({ stable }) => stable).length} of ${bars.length} segments are stable on resampling (mean Jaccard of at least ${stableFrom}). ${bars
      .map(({ look, value }) => `${look.name}: ${value.toFixed(2)}`)
      .join('; ')}.`,
    method: {
      text: 'Persons are drawn anew with replacement and clustered again; each segment is compared with the cluster that resembles it most. Hatched bars are below the threshold.',
      formula: 'Jaccard = persons in both / persons in either, mean over bootstrap samples',
      ...everybody(result),
      exact: false,
    },
    table: {
      columns: [textColumn('Segment'), numberColumn('Mean Jaccard'), textColumn('Stable')],
      rows: bars.map(({ look, value, stable }) => [look.name, value, stable ? 'yes' : 'no']),
    },
    size: { width: 720, height: Math.max(200, 100 + bars.length * 36) },
  };
}

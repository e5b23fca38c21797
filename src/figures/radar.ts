// One small radar a segment, all on the same scale: the shape of a segment at a glance.
import type { RfeResult } from '#shared/results/rfe-result';
import { measureList, usedFeatures } from './feature-measures.ts';
import type { Figure, Layout, Theme, Trace } from './figure.ts';
import { escapeText, labelText } from './label-text.ts';
import { numberText, quantityText } from './number-text.ts';
import { withOpacity } from './colour.ts';
import { inkOf } from './palette.ts';
import { axisNumber, panelGrid } from './panels.ts';
import type { SegmentLook } from './segment-look.ts';
import { template } from './template.ts';

/** With fewer than three corners there is no shape. */
export const fewestCorners = 3;

/** Pixels of a row of radars, of the gap below it, and of the name with the topmost corner's label. */
const rowHeights = { wide: 210, close: 176 };
const rowGap = 24;
const headingHeight = 56;

function closed<T>(values: readonly T[]): T[] {
  const first = values[0];
  return first === undefined ? [] : [...values, first];
}

export function radar(result: RfeResult, looks: readonly SegmentLook[], theme: Theme): Figure {
  const ink = inkOf(theme);
  const measures = measureList(result);
  const features = usedFeatures(result);
  // Outwards is what a business wishes for: recent, often, much. So recency is turned around.
  const outward = looks.map(({ segment }) =>
    features.map((i) => (i === 0 ? -1 : 1) * (segment.centroidZ[i] ?? 0)),
  );
  const corners = features.map((i) =>
    i === 0 ? 'Recent' : labelText(measures[i]?.label ?? '', 12, 2),
  );
  const low = Math.min(-1, ...outward.flat()) - 0.4;
  const high = Math.max(1, ...outward.flat()) + 0.1;
  const columns = looks.length <= 3 ? Math.max(1, looks.length) : looks.length <= 6 ? 3 : 5;
  const rows = Math.max(1, Math.ceil(looks.length / columns));
  const rowHeight = columns <= 3 ? rowHeights.wide : rowHeights.close;
  const panels = panelGrid(looks.length, columns, 0.04, rowGap / (rows * rowHeight));
  const headingShare = headingHeight / (rows * rowHeight);
  const traces = looks.flatMap((look, s): Trace[] => {
    const subplot = `polar${axisNumber(s)}`;
    return [
      {
        type: 'scatterpolar',
        subplot,
        mode: 'lines',
        r: closed(features.map(() => 0)),
        theta: closed(corners),
        line: { color: ink.axis, width: 1, dash: 'dot' },
        hoverinfo: 'skip',
      },
      {
        type: 'scatterpolar',
        subplot,
        mode: 'lines+markers',
        r: closed(outward[s] ?? []),
        theta: closed(corners),
        fill: 'toself',
        fillcolor: withOpacity(look.colour, 0.45),
        line: { color: look.colour, width: 2 },
        marker: { color: look.colour, size: 6, line: { color: ink.outline, width: 1 } },
        hovertext: closed(
          features.map((i) => {
            const own = quantityText(look.segment.centroid[i] ?? 0, measures[i]?.unit ?? '');
            return `<b>${look.label}</b><br>${escapeText(`${measures[i]?.label ?? ''}: ${own}`)}`;
          }),
        ),
        hovertemplate: '%{hovertext}<extra></extra>',
      },
    ];
  });
  const polars = Object.fromEntries(
    panels.map((panel, s): [string, Layout] => [
      `polar${axisNumber(s)}`,
      {
        domain: { x: panel.x, y: [panel.y[0], panel.y[1] - headingShare] },
        gridshape: 'linear',
        radialaxis: {
          range: [low, high],
          showticklabels: false,
          ticks: '',
          showline: false,
          tickvals: [Math.ceil(low), 0, Math.floor(high)],
        },
        angularaxis: {
          rotation: 90,
          direction: 'clockwise',
          ticks: '',
          // Where many radars stand close, the first one names the corners for all.
          showticklabels: columns <= 3 || s === 0,
          tickfont: { size: 11 },
        },
      },
    ]),
  );
  return {
    data: traces,
    layout: {
      template: template(theme),
      margin: { l: 40, r: 40, t: 16, b: 24 },
      ...polars,
      annotations: panels.map((panel, s) => ({
        xref: 'paper',
        yref: 'paper',
        x: (panel.x[0] + panel.x[1]) / 2,
        y: panel.y[1],
        xanchor: 'center',
        yanchor: 'top',
        text: `<b>${labelText(looks[s]?.name ?? '', columns > 4 ? 17 : 22, 2)}</b>`,
        font: { size: 12, color: ink.text },
      })),
    },
    description: `One radar a segment; outwards is recent, often and much, the dotted triangle is the average person. ${looks
      .map(({ name }, s) => `${name}: ${(outward[s] ?? []).map(numberText).join(', ')}`)
      .join('; ')} standard deviations.`,
    method: {
      text: 'Centroids in standard deviations from the average person, which is the dotted line. Recency is turned around, so that outwards is recent. All radars have the same scale.',
      formula: 'z = (transformed value − mean) / standard deviation',
      sampleSize: result.provenance.personCount,
      populationSize: result.provenance.personCount,
      exact: true,
    },
    table: {
      columns: [
        { label: 'Segment', kind: 'text' },
        ...features.map((i) => ({
          label: i === 0 ? 'Recent (−z of recency)' : `${measures[i]?.label ?? ''} (z)`,
          kind: 'number' as const,
        })),
      ],
      rows: looks.map(({ name }, s) => [name, ...(outward[s] ?? [])]),
    },
    size: { width: 720, height: 40 + rows * rowHeight },
  };
}

// The profile of every segment across the features: who is above the average, and by how much.
import type { RfeResult } from '#shared/results/rfe-result';
import { categoryAxis, linearAxis } from './axis.ts';
import { measureList, usedFeatures } from './feature-measures.ts';
import type { Figure, Layout, Theme, Trace } from './figure.ts';
import { escapeText, labelText } from './label-text.ts';
import { numberText, quantityText } from './number-text.ts';
import { inkOf } from './palette.ts';
import type { SegmentLook } from './segment-look.ts';
import { spreadLabels } from './spread-labels.ts';
import { template } from './template.ts';

const labelSpace = 170;

/** Where labels stand, in units of the last feature's position; lines lead to them. */
const labelReach = 0.07;

export function snakePlot(result: RfeResult, looks: readonly SegmentLook[], theme: Theme): Figure {
  const ink = inkOf(theme);
  const measures = measureList(result);
  const features = usedFeatures(result);
  const last = features.length - 1;
  const height = Math.max(380, 120 + looks.length * 24);
  const scores = looks.map(({ segment }) => features.map((i) => segment.centroidZ[i] ?? 0));
  const low = Math.min(-1, ...scores.flat()) - 0.2;
  const high = Math.max(1, ...scores.flat()) + 0.2;
  const gap = (20 / (height - 80)) * (high - low);
  const places = spreadLabels(
    scores.map((row) => row[last] ?? 0),
    gap,
    low,
    high,
  );
  const lines = looks.flatMap((look, s): Trace[] => {
    const shared = { type: 'scatter', x: features.map((_, i) => i), y: scores[s] ?? [] } as const;
    return [
      // A casing under every line, so that pale and dark colours alike stand out from the surface.
      {
        ...shared,
        mode: 'lines',
        hoverinfo: 'skip',
        line: { color: ink.outline, width: 4 },
      },
      {
        ...shared,
        mode: 'lines+markers',
        name: look.label,
        line: { color: look.colour, width: 2.6 },
        marker: { color: look.colour, size: 9, line: { color: ink.outline, width: 1 } },
        hovertext: features.map((i) => {
          const measure = measures[i] ?? { label: '', unit: '' };
          const own = quantityText(look.segment.centroid[i] ?? 0, measure.unit);
          return `<b>${look.label}</b><br>${escapeText(`${measure.label}: ${own}`)}<br>${numberText(look.segment.centroidZ[i] ?? 0)} standard deviations`;
        }),
        hovertemplate: '%{hovertext}<extra></extra>',
      },
    ];
  });
  const labels = looks.flatMap((look, s): Layout[] => [
    {
      x: last + labelReach,
      y: places[s] ?? 0,
      xanchor: 'left',
      text: labelText(look.name, 24, 1),
      font: { size: 12, color: ink.text },
    },
  ]);
  const leaders = looks.map((_, s): Layout => {
    const from = scores[s]?.[last] ?? 0;
    return {
      type: 'line',
      x0: last + 0.015,
      x1: last + labelReach - 0.01,
      y0: from,
      y1: places[s] ?? from,
      line: { color: ink.axis, width: 1 },
    };
  });
  return {
    data: lines,
    layout: {
      template: template(theme),
      margin: { l: 16, r: labelSpace, t: 16, b: 16 },
      xaxis: {
        ...categoryAxis,
        showgrid: true,
        tickvals: features.map((_, i) => i),
        ticktext: features.map(
          (i) =>
            `<b>${escapeText(measures[i]?.label ?? '')}</b>${i === 0 ? '<br>low is recent' : ''}`,
        ),
        tickfont: { size: 13, color: ink.text },
        range: [-0.08, last + labelReach],
      },
      yaxis: linearAxis('Standard deviations from the average person', {
        range: [low, high],
        dtick: 1,
        zeroline: true,
        zerolinecolor: ink.axis,
        zerolinewidth: 1.5,
        fixedrange: true,
      }),
      shapes: leaders,
      annotations: labels,
    },
    description: `Centre of each segment on ${features.map((i) => measures[i]?.label.toLowerCase() ?? '').join(', ')}, in standard deviations from the average person. ${looks
      .map(({ name }, s) => `${name}: ${(scores[s] ?? []).map(numberText).join(', ')}`)
      .join('; ')}.`,
    method: {
      text: 'The centroid of every segment in the standardised space that was clustered. Zero is the average person. Low recency means recent.',
      formula: 'z = (transformed value − mean) / standard deviation',
      sampleSize: result.provenance.personCount,
      populationSize: result.provenance.personCount,
      exact: true,
    },
    table: {
      columns: [
        { label: 'Segment', kind: 'text' },
        ...features.flatMap((i) => [
          {
            label: `${measures[i]?.label ?? ''}, centre (${measures[i]?.unit ?? ''})`,
            kind: 'number' as const,
          },
          { label: `${measures[i]?.label ?? ''}, z`, kind: 'number' as const },
        ]),
      ],
      rows: looks.map(({ name, segment }) => [
        name,
        ...features.flatMap((i) => [segment.centroid[i] ?? null, segment.centroidZ[i] ?? null]),
      ]),
    },
    size: { width: 720, height },
  };
}

// The profile of every segment across the features: who is above the average, and by how much.
import type { RfeResult } from '#shared/results/rfe-result';
import { categoryAxis, linearAxis } from './axis.ts';
import type { Figure, Layout, Theme, Trace } from './figure.ts';
import { everybody } from './figure-parts.ts';
import { escapeText, labelText } from './label-text.ts';
import { numberText } from './number-text.ts';
import { inkOf } from './palette.ts';
import type { SegmentLook } from './segment-look.ts';
import {
  centreText,
  scoredFeatures,
  scoredSegments,
  scoreFormula,
  scoreTable,
  withoutCentreText,
} from './segment-scores.ts';
import type { ScoredFeature, ScoredSegment } from './segment-scores.ts';
import { spreadLabels } from './spread-labels.ts';
import { template } from './template.ts';

/** Pixels at the right for the names. */
const labelSpace = 170;
const labelHeight = 20;
/** Where names stand, in steps from one feature to the next; lines lead to them. */
const labelReach = 0.07;

function linesOf(
  { look, scores }: ScoredSegment,
  features: readonly ScoredFeature[],
  theme: Theme,
): Trace[] {
  const ink = inkOf(theme);
  const shared = { type: 'scatter', x: features.map((_, i) => i), y: scores } as const;
  return [
    // A casing under every line, so that pale and dark colours alike stand out from the surface.
    { ...shared, mode: 'lines', hoverinfo: 'skip', line: { color: ink.outline, width: 4 } },
    {
      ...shared,
      mode: 'lines+markers',
      name: look.label,
      line: { color: look.colour, width: 2.6 },
      marker: { color: look.colour, size: 9, line: { color: ink.outline, width: 1 } },
      hovertext: features.map(
        (feature, i) =>
          `<b>${look.label}</b><br>${escapeText(`${feature.label}: ${centreText(look.segment, feature)}`)}<br>${numberText(scores[i] ?? 0)} standard deviations`,
      ),
      hovertemplate: '%{hovertext}<extra></extra>',
    },
  ];
}

/** Names at the right end of the lines, and thin lines that lead to them. */
function namesAtTheEnd(
  scored: readonly ScoredSegment[],
  last: number,
  range: readonly [number, number],
  plotHeight: number,
  theme: Theme,
): { annotations: Layout[]; shapes: Layout[] } {
  const ink = inkOf(theme);
  const ends = scored.map(({ scores }) => scores[last] ?? 0);
  const gap = (labelHeight / plotHeight) * (range[1] - range[0]);
  const places = spreadLabels(ends, gap, range[0], range[1]);
  return {
    annotations: scored.map(({ look }, i) => ({
      x: last + labelReach,
      y: places[i] ?? 0,
      xanchor: 'left',
      text: labelText(look.name, 24, 1),
      font: { size: 12, color: ink.text },
    })),
    shapes: ends.map((end, i) => ({
      type: 'line',
      x0: last + 0.015,
      x1: last + labelReach - 0.01,
      y0: end,
      y1: places[i] ?? end,
      line: { color: ink.axis, width: 1 },
    })),
  };
}

export function snakePlot(result: RfeResult, looks: readonly SegmentLook[], theme: Theme): Figure {
  const ink = inkOf(theme);
  const features = scoredFeatures(result);
  const scored = scoredSegments(result, looks);
  const last = features.length - 1;
  const height = Math.max(380, 120 + scored.length * 24);
  const all = scored.flatMap(({ scores }) => scores);
  const range = [Math.min(-1, ...all) - 0.2, Math.max(1, ...all) + 0.2] as const;
  return {
    data: scored.flatMap((each) => linesOf(each, features, theme)),
    layout: {
      template: template(theme),
      margin: { l: 16, r: labelSpace, t: 16, b: 16 },
      xaxis: {
        ...categoryAxis,
        showgrid: true,
        tickvals: features.map((_, i) => i),
        ticktext: features.map(
          ({ label, place }) =>
            `<b>${escapeText(label)}</b>${place === 0 ? '<br>low is recent' : ''}`,
        ),
        tickfont: { size: 13, color: ink.text },
        range: [-0.15, last + labelReach],
      },
      yaxis: linearAxis('Standard deviations from the average person', {
        range,
        dtick: 1,
        zeroline: true,
        zerolinecolor: ink.axis,
        zerolinewidth: 1.5,
        fixedrange: true,
      }),
      ...namesAtTheEnd(scored, last, range, height - 80, theme),
    },
    description: `Centre of each segment on ${features.map(({ label }) => label.toLowerCase()).join(', ')}, in standard deviations from the average person. ${scored
      .map(({ look, scores }) => `${look.name}: ${scores.map(numberText).join(', ')}`)
      .join('; ')}.${withoutCentreText(scored, looks)}`,
    method: {
      text: `The centre of every segment in the standardised space that was clustered. Zero is the average person. Low recency means recent.${withoutCentreText(scored, looks)}`,
      formula: scoreFormula,
      ...everybody(result),
    },
    table: scoreTable(
      features,
      scored.map(({ look }) => look),
    ),
    size: { width: 720, height },
  };
}

// One small radar a segment, all on the same scale: the shape of a segment at a glance.
import type { RfeResult } from '#shared/results/rfe-result';
import { withOpacity } from './colour.ts';
import type { Figure, Layout, Theme, Trace } from './figure.ts';
import { everybody } from './figure-parts.ts';
import { escapeText, labelText } from './label-text.ts';
import { numberText } from './number-text.ts';
import { inkOf } from './palette.ts';
import { axisNumber, panelGrid } from './panels.ts';
import type { Panel } from './panels.ts';
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
import { template } from './template.ts';

/** With fewer than three corners there is no shape. */
export const fewestCorners = 3;

/** Pixels of a row of radars, of the gap below it, and of the name with the topmost corner's label. */
const rowHeights = { wide: 210, close: 176 };
const rowGap = 24;
const headingHeight = 56;

function columnsFor(count: number): number {
  if (count === 4) return 2;
  return count > 6 ? 4 : Math.min(3, Math.max(1, count));
}

function closed<T>(values: readonly T[]): T[] {
  const first = values[0];
  return first === undefined ? [] : [...values, first];
}

const cornerText = ({ place, label }: ScoredFeature): string =>
  place === 0 ? 'Recent' : labelText(label, 12, 2);

/** Outwards is what a business wishes for: recent, often, much. So recency is turned around. */
function outward({ scores }: ScoredSegment, features: readonly ScoredFeature[]): number[] {
  return features.map(({ place }, i) => (place === 0 ? -1 : 1) * (scores[i] ?? 0));
}

function tracesOf(
  segment: ScoredSegment,
  features: readonly ScoredFeature[],
  subplot: string,
  theme: Theme,
): Trace[] {
  const ink = inkOf(theme);
  const { look } = segment;
  const shared = {
    type: 'scatterpolar',
    subplot,
    theta: closed(features.map(cornerText)),
  } as const;
  return [
    {
      ...shared,
      mode: 'lines',
      r: closed(features.map(() => 0)),
      line: { color: ink.axis, width: 1, dash: 'dot' },
      hoverinfo: 'skip',
    },
    {
      ...shared,
      mode: 'lines+markers',
      r: closed(outward(segment, features)),
      fill: 'toself',
      fillcolor: withOpacity(look.colour, 0.75),
      line: { color: ink.outline, width: 1.25 },
      marker: { color: look.colour, size: 6, line: { color: ink.outline, width: 1 } },
      hovertext: closed(
        features.map(
          (feature) =>
            `<b>${look.label}</b><br>${escapeText(`${feature.label}: ${centreText(look.segment, feature)}`)}`,
        ),
      ),
      hovertemplate: '%{hovertext}<extra></extra>',
    },
  ];
}

function polarOf(
  panel: Panel,
  range: readonly [number, number],
  headingShare: number,
  showLabels: boolean,
): Layout {
  return {
    domain: { x: panel.x, y: [panel.y[0], panel.y[1] - headingShare] },
    gridshape: 'linear',
    radialaxis: {
      range,
      showticklabels: false,
      ticks: '',
      showline: false,
      tickvals: [Math.ceil(range[0]), 0, Math.floor(range[1])],
    },
    angularaxis: {
      rotation: 90,
      direction: 'clockwise',
      ticks: '',
      showticklabels: showLabels,
    },
  };
}

export function radar(result: RfeResult, looks: readonly SegmentLook[], theme: Theme): Figure {
  const ink = inkOf(theme);
  const features = scoredFeatures(result);
  const scored = scoredSegments(result, looks);
  const all = scored.flatMap((segment) => outward(segment, features));
  const range = [Math.min(-1, ...all) - 0.4, Math.max(1, ...all) + 0.1] as const;
  const columns = columnsFor(scored.length);
  const rows = Math.max(1, Math.ceil(scored.length / columns));
  const rowHeight = columns <= 3 ? rowHeights.wide : rowHeights.close;
  const panels = panelGrid(scored.length, columns, 0.04, rowGap / (rows * rowHeight));
  const headingShare = headingHeight / (rows * rowHeight);
  const polars = panels.map((panel, i): [string, Layout] => [
    `polar${axisNumber(i)}`,
    // Where many radars stand close, the first one names the corners for all.
    polarOf(panel, range, headingShare, columns <= 3 || i === 0),
  ]);
  return {
    data: scored.flatMap((each, i) => tracesOf(each, features, `polar${axisNumber(i)}`, theme)),
    layout: {
      template: template(theme),
      margin: { l: 48, r: 48, t: 16, b: 24 },
      ...Object.fromEntries(polars),
      annotations: panels.map((panel, i) => ({
        xref: 'paper',
        yref: 'paper',
        x: (panel.x[0] + panel.x[1]) / 2,
        y: panel.y[1],
        xanchor: 'center',
        yanchor: 'top',
        text: `<b>${labelText(scored[i]?.look.name ?? '', columns > 3 ? 14 : 20, 2)}</b>`,
        font: { size: 12, color: ink.text },
      })),
    },
    description: `One radar a segment; outwards is recent, often and much, the dotted line is the average person. ${scored
      .map((each) => `${each.look.name}: ${outward(each, features).map(numberText).join(', ')}`)
      .join('; ')} standard deviations.${withoutCentreText(scored, looks)}`,
    method: {
      text: `Centres in standard deviations from the average person, which is the dotted line. Recency is turned around, so that outwards is recent. All radars have the same scale.${withoutCentreText(scored, looks)}`,
      formula: scoreFormula,
      ...everybody(result),
    },
    table: scoreTable(
      features,
      scored.map(({ look }) => look),
    ),
    size: { width: 720, height: 40 + rows * rowHeight },
  };
}

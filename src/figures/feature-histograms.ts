// One feature before and after the transform: what was counted, and what the clustering saw.
import type { Histogram } from '#shared/data/quality-report';
import type { RfeFeatureResult } from '#shared/results/rfe-result';
import { axisNumber, panelGrid, panelHeading } from './panels.ts';
import { linearAxis, measureText } from './axis.ts';
import type { Figure, Layout, Theme, Trace } from './figure.ts';
import { numberText, peopleText, quantityText } from './number-text.ts';
import { escapeText } from './label-text.ts';
import { logTicks } from './log-scale.ts';
import { inkOf } from './palette.ts';
import { template } from './template.ts';

type Bin = { low: number; high: number; count: number };

function binsOf(histogram: Histogram): Bin[] {
  return histogram.counts.map((count, i) => ({
    low: histogram.edges[i] ?? 0,
    high: histogram.edges[i + 1] ?? histogram.edges[i] ?? 0,
    count,
  }));
}

/** Bars from edge to edge; a bin without width (a constant feature) is drawn one wide. */
function barsOf(
  bins: readonly Bin[],
  toOwnUnits: (value: number) => number,
  unit: string,
  panel: number,
  theme: Theme,
): Trace {
  const ink = inkOf(theme);
  const said = (value: number): string => numberText(Math.max(0, toOwnUnits(value)));
  return {
    type: 'bar',
    x: bins.map(({ low, high }) => (low + high) / 2),
    y: bins.map(({ count }) => count),
    width: bins.map(({ low, high }) => (high > low ? high - low : 1)),
    marker: { color: ink.accent, line: { width: 0.5, color: ink.surface } },
    hovertext: bins.map(
      ({ low, high, count }) =>
        `${said(low)} to ${said(high)} ${escapeText(unit === 'currency' ? '' : unit)}<br>${peopleText(count)}`,
    ),
    hovertemplate: '%{hovertext}<extra></extra>',
    xaxis: `x${axisNumber(panel)}`,
    yaxis: `y${axisNumber(panel)}`,
  };
}

function transformText(feature: RfeFeatureResult): string {
  const steps = [
    ...(feature.logged ? ['log scale'] : []),
    ...(feature.winsorisedAt === null
      ? []
      : [`cut at ${quantityText(feature.winsorisedAt, feature.unit)}`]),
  ];
  return steps.length > 0 ? steps.join(', ') : 'unchanged';
}

function transformedAxis(feature: RfeFeatureResult): Layout {
  const title = measureText(feature);
  if (!feature.logged) return linearAxis(title);
  const edges = feature.transformedHistogram.edges;
  const ticks = logTicks(
    Math.expm1(edges[0] ?? 0) - 1e-9,
    Math.expm1(edges.at(-1) ?? 0) + 1e-9,
    feature.unit,
    5,
  );
  return {
    title: { text: `${title}, log scale` },
    ticktext: ticks.ticktext,
    tickvals: ticks.tickvals.map((place) => place * Math.LN10),
  };
}

/** Two panels that share the people axis: raw at the left, as clustered at the right. */
export function featureHistograms(feature: RfeFeatureResult, theme: Theme): Figure {
  const ink = inkOf(theme);
  const raw = binsOf(feature.rawHistogram);
  const transformed = binsOf(feature.transformedHistogram);
  const back = feature.logged ? Math.expm1 : (value: number): number => value;
  const personCount = raw.reduce((sum, { count }) => sum + count, 0);
  const panels = panelGrid(2, 2, 0.1, 0);
  const headings = [
    `<b>As counted</b>  skew ${feature.skewnessBefore.toFixed(1)}`,
    `<b>As clustered</b>  skew ${feature.skewnessAfter.toFixed(1)}`,
  ];
  return {
    data: [
      barsOf(raw, (value) => value, feature.unit, 0, theme),
      barsOf(transformed, back, feature.unit, 1, theme),
    ],
    layout: {
      template: template(theme),
      margin: { l: 16, r: 16, t: 36, b: 16 },
      bargap: 0,
      xaxis: linearAxis(measureText(feature), { domain: panels[0]?.x }),
      yaxis: linearAxis('People', { rangemode: 'tozero' }),
      xaxis2: { ...transformedAxis(feature), domain: panels[1]?.x, anchor: 'y2' },
      yaxis2: linearAxis('', { rangemode: 'tozero', anchor: 'x2' }),
      annotations: panels.map((panel, i) => panelHeading(panel, headings[i] ?? '', ink.text)),
    },
    description:
      `${feature.label} of ${peopleText(personCount)}, from ` +
      `${numberText(feature.summary.minimum)} to ${quantityText(feature.summary.maximum, feature.unit)}, ` +
      `median ${numberText(feature.summary.quartiles[1] ?? feature.summary.mean)}. The transform ` +
      `(${transformText(feature)}) takes the skew from ${feature.skewnessBefore.toFixed(1)} to ` +
      `${feature.skewnessAfter.toFixed(1)}.${feature.used ? '' : ' It is the same for everybody and was left out of the clustering.'}`,
    method: {
      text: `${feature.definition} Left: people per bin of equal width. Right: the values that were clustered (${transformText(feature)}), before standardising. Skew is the third standardised moment.`,
      formula: feature.sql,
      sampleSize: personCount,
      populationSize: personCount,
      exact: true,
    },
    table: {
      columns: [
        { label: 'Histogram', kind: 'text' },
        { label: `From (${feature.unit})`, kind: 'number' },
        { label: `To (${feature.unit})`, kind: 'number' },
        { label: 'People', kind: 'number' },
      ],
      rows: [
        ...raw.map((bin) => ['as counted', bin.low, bin.high, bin.count]),
        ...transformed.map((bin) => ['as clustered', back(bin.low), back(bin.high), bin.count]),
      ],
    },
    size: { width: 720, height: 320 },
  };
}

// One feature before and after the transform: what was counted, and what the clustering saw.
import type { RfeFeatureResult } from '#shared/results/rfe-result';
import { axisNumber, panelGrid, panelHeading } from './panels.ts';
import type { Panel } from './panels.ts';
import { linearAxis, measureAxis, measureText } from './axis.ts';
import { drawnBins, log1pUnits, ownUnits } from './drawn-bins.ts';
import type { DrawnBin } from './drawn-bins.ts';
import type { Figure, Layout, Theme, Trace } from './figure.ts';
import { numberText, peopleText, quantityText, skewText } from './number-text.ts';
import { escapeText } from './label-text.ts';
import { logTicks } from './log-scale.ts';
import { inkOf } from './palette.ts';
import { template } from './template.ts';

/** Bars from edge to edge; a bin without width (a constant feature) is drawn one wide. */
function barsOf(
  bins: readonly DrawnBin[],
  counts: readonly number[],
  unit: string,
  panel: number,
  theme: Theme,
): Trace {
  const ink = inkOf(theme);
  const countOf = ({ place }: DrawnBin): number => counts[place] ?? 0;
  return {
    type: 'bar',
    x: bins.map(({ low, high }) => (low + high) / 2),
    y: bins.map(countOf),
    width: bins.map(({ low, high }) => (high > low ? high - low : 1)),
    marker: { color: ink.accent, line: { width: 0.5, color: ink.surface } },
    hovertext: bins.map(
      (bin) =>
        `${bin.text} ${escapeText(unit === 'currency' ? '' : unit)}<br>${peopleText(countOf(bin))}`,
    ),
    hovertemplate: '%{hovertext}<extra></extra>',
    xaxis: `x${axisNumber(panel)}`,
    yaxis: `y${axisNumber(panel)}`,
  };
}

/** Panels are narrow, and "13 weeks" is long. */
const ticksPerPanel = 4;

function rawAxis(feature: RfeFeatureResult, bins: readonly DrawnBin[], panel?: Panel): Layout {
  const [low, high] = [bins[0]?.low ?? 0, bins.at(-1)?.high ?? 1];
  return measureAxis(feature, low, high, { domain: panel?.x }, ticksPerPanel);
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
  const low = log1pUnits.fromScale(edges[0] ?? 0);
  const high = log1pUnits.fromScale(edges.at(-1) ?? 0);
  const room = 1e-9 * Math.max(1, Math.abs(high));
  const ticks = logTicks(low - room, high + room, feature.unit, ticksPerPanel);
  return {
    title: { text: `${title}, log scale` },
    ticktext: ticks.ticktext,
    tickvals: ticks.tickvals.map((place) => place * Math.LN10),
  };
}

/** Two panels that share the people axis: raw at the left, as clustered at the right. */
export function featureHistograms(feature: RfeFeatureResult, theme: Theme): Figure {
  const ink = inkOf(theme);
  const { rawHistogram, transformedHistogram } = feature;
  const raw = drawnBins(rawHistogram.edges, rawHistogram.counts);
  const transformed = drawnBins(
    transformedHistogram.edges,
    transformedHistogram.counts,
    feature.logged ? log1pUnits : ownUnits,
  );
  const personCount = rawHistogram.counts.reduce((sum, count) => sum + count, 0);
  const panels = panelGrid(2, 2, 0.1, 0);
  const headings = [
    `<b>As counted</b>  skew ${skewText(feature.skewnessBefore)}`,
    `<b>As clustered</b>  skew ${skewText(feature.skewnessAfter)}`,
  ];
  return {
    data: [
      barsOf(raw, rawHistogram.counts, feature.unit, 0, theme),
      barsOf(transformed, transformedHistogram.counts, feature.unit, 1, theme),
    ],
    layout: {
      template: template(theme),
      margin: { l: 16, r: 16, t: 36, b: 16 },
      bargap: 0,
      xaxis: rawAxis(feature, raw, panels[0]),
      yaxis: linearAxis('People', { rangemode: 'tozero' }),
      xaxis2: { ...transformedAxis(feature), domain: panels[1]?.x, anchor: 'y2' },
      yaxis2: linearAxis('', { rangemode: 'tozero', anchor: 'x2' }),
      annotations: panels.map((panel, i) => panelHeading(panel, headings[i] ?? '', ink.text)),
    },
    description:
      `${feature.label} of ${peopleText(personCount)}, from ` +
      `${numberText(feature.summary.minimum)} to ${quantityText(feature.summary.maximum, feature.unit)}, ` +
      `median ${numberText(feature.summary.quartiles[1] ?? feature.summary.mean)}. The transform ` +
      `(${transformText(feature)}) takes the skew from ${skewText(feature.skewnessBefore)} to ` +
      `${skewText(feature.skewnessAfter)}.${feature.used ? '' : ' It is the same for everybody and was left out of the clustering.'}`,
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
        { label: measureText(feature), kind: 'text' },
        { label: 'People', kind: 'number' },
      ],
      rows: [
        ...raw.map(({ text, place }) => ['as counted', text, rawHistogram.counts[place] ?? 0]),
        ...transformed.map(({ text, place }) => [
          'as clustered',
          text,
          transformedHistogram.counts[place] ?? 0,
        ]),
      ],
    },
    size: { width: 720, height: 320 },
  };
}

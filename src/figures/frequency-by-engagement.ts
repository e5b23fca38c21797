// The clusters as one sees them: frequency by engagement, a point a person, coloured by segment.
import type { RfeResult } from '#shared/results/rfe-result';
import { logAxis, measureText } from './axis.ts';
import { featureMeasures, measureList } from './feature-measures.ts';
import type { Figure, Layout, Theme, Trace } from './figure.ts';
import { frequencyByEngagementDensity } from './frequency-by-engagement-density.ts';
import { logPosition } from './log-scale.ts';
import { countText, peopleText } from './number-text.ts';
import { inkOf, withOpacity } from './palette.ts';
import { extentOf, pick, pointHover, pointPlaces, rowsOfSegment } from './point-places.ts';
import { segmentsInWords } from './segments-in-words.ts';
import { legendKey } from './segment-look.ts';
import type { SegmentLook } from './segment-look.ts';
import { spreadLabels } from './spread-labels.ts';
import { template } from './template.ts';

/** More persons than this are shown as a density. */
export const mostPoints = 20_000;
/** More points than this are drawn by WebGL. */
const mostSvgPoints = 3000;
/** More segments than this are named in a legend and not on the picture. */
const mostDirectLabels = 6;

function directLabels(
  looks: readonly SegmentLook[],
  plotHeight: number,
  yRange: readonly [number, number],
  theme: Theme,
): Layout[] {
  const ink = inkOf(theme);
  const wishes = looks.map(({ segment }) => logPosition(segment.median[2] ?? 0));
  const gap = (22 / plotHeight) * (yRange[1] - yRange[0]);
  const places = spreadLabels(wishes, gap, yRange[0], yRange[1]);
  return looks.map(({ segment, label, colour }, i) => ({
    x: logPosition(segment.median[1] ?? 0),
    y: places[i] ?? 0,
    text: label,
    bgcolor: withOpacity(ink.surface, 0.86),
    bordercolor: colour,
    borderwidth: 1.5,
    borderpad: 2,
    font: { size: 12, color: ink.text },
  }));
}

function pointTraces(
  result: RfeResult,
  looks: readonly SegmentLook[],
  type: Trace['type'],
  theme: Theme,
): Trace[] {
  const ink = inkOf(theme);
  const { points } = result.pictures;
  const hover = pointHover(result);
  const x = pointPlaces(points, 'frequency');
  const y = pointPlaces(points, 'engagement');
  const crowded = points.segment.length > 2000;
  return looks.map(({ segment, label, colour }) => {
    const rows = rowsOfSegment(points, segment.index);
    return {
      type,
      mode: 'markers',
      name: label,
      x: pick(x, rows),
      y: pick(y, rows),
      marker: {
        color: colour,
        size: crowded ? 5 : 7,
        opacity: crowded ? 0.55 : 0.75,
        line: { width: crowded ? 0 : 0.5, color: ink.outline },
      },
      hovertext: rows.map((row) => `<b>${label}</b><br>${hover(row)}`),
      hovertemplate: '%{hovertext}<extra></extra>',
    };
  });
}

function pointFigure(
  result: RfeResult,
  looks: readonly SegmentLook[],
  type: 'scatter' | 'scattergl',
  theme: Theme,
): Figure {
  const ink = inkOf(theme);
  const { points } = result.pictures;
  const { frequency, engagement } = featureMeasures(result);
  const x = extentOf(points.frequency);
  const y = extentOf(points.engagement);
  const height = 480;
  const labelled = looks.length <= mostDirectLabels;
  const yRange = [logPosition(y.low), logPosition(y.high)] as const;
  return {
    data: [
      ...pointTraces(result, looks, type, theme),
      ...(labelled ? [] : looks.map((look) => legendKey(look, ink.outline))),
    ].map((trace, i) => (labelled || i >= looks.length ? trace : { ...trace, showlegend: false })),
    layout: {
      template: template(theme),
      dragmode: 'zoom',
      showlegend: !labelled,
      xaxis: logAxis(frequency, x.low, x.high),
      yaxis: logAxis(engagement, y.low, y.high),
      annotations: labelled ? directLabels(looks, height - 80, yRange, theme) : [],
    },
    description: `${countText(points.segment.length)} of ${peopleText(points.personCount)} by ${frequency.label.toLowerCase()} and ${engagement.label.toLowerCase()}, coloured by segment. ${segmentsInWords(result, looks, [1, 2])}`,
    method: {
      text: `${points.exact ? 'Every person is a point.' : 'A seeded sample of persons, stratified by segment.'} Whole numbers are moved by up to 0.3 of a unit so that equal ones do not hide each other; hovering says the number itself.`,
      sampleSize: points.segment.length,
      populationSize: points.personCount,
      exact: points.exact,
    },
    table: {
      columns: [
        { label: 'Segment', kind: 'text' },
        ...measureList(result).map((measure) => ({
          label: measureText(measure),
          kind: 'number' as const,
        })),
      ],
      rows: points.segment.map((index, row) => [
        looks.find(({ segment }) => segment.index === index)?.name ?? '',
        points.recency[row] ?? 0,
        points.frequency[row] ?? 0,
        points.engagement[row] ?? 0,
      ]),
    },
    size: { width: 720, height },
  };
}

/** Points up to 20,000 persons, a density above; without WebGL a density from 3,000 points on. */
export function frequencyByEngagement(
  result: RfeResult,
  looks: readonly SegmentLook[],
  theme: Theme,
): Figure {
  const { points, frequencyByEngagement: grids } = result.pictures;
  const pointCount = points.segment.length;
  const gridded = grids.some(({ grid }) => grid.counts.some((count) => count > 0));
  if (gridded && (points.personCount > mostPoints || pointCount === 0))
    return frequencyByEngagementDensity(result, looks, theme);
  if (pointCount <= mostSvgPoints) return pointFigure(result, looks, 'scatter', theme);
  return {
    ...pointFigure(result, looks, 'scattergl', theme),
    withoutWebgl: gridded
      ? frequencyByEngagementDensity(result, looks, theme)
      : pointFigure(result, looks, 'scatter', theme),
  };
}

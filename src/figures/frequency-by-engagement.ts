// The clusters as one sees them: frequency by engagement, a point a person, coloured by segment.
import type { RfeResult } from '#shared/results/rfe-result';
import { binAxis, measureText } from './axis.ts';
import { featureMeasures, measureList } from './feature-measures.ts';
import type { Figure, Theme, Trace } from './figure.ts';
import { frequencyByEngagementDensity } from './frequency-by-engagement-density.ts';
import { medianLabels, mostDirectLabels } from './median-labels.ts';
import { countText, peopleText } from './number-text.ts';
import { withOpacity } from './colour.ts';
import { inkOf } from './palette.ts';
import { pick, pointHover, pointPlaces, rowsOfSegment, shownExtent } from './point-places.ts';
import { segmentsInWords } from './segments-in-words.ts';
import { legendKey } from './segment-look.ts';
import type { SegmentLook } from './segment-look.ts';
import { template } from './template.ts';

/** More persons than this are shown as a density. */
export const mostPoints = 20_000;
/** More points than this are drawn by WebGL: as SVG they would hold the window up. */
const mostSvgPoints = 1000;
/** More points than this are not worth an SVG where there is no WebGL; a density says as much. */
const mostPointsInFile = 3000;

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
        opacity: crowded ? 0.65 : 0.75,
        line: { width: 0.5, color: withOpacity(ink.outline, crowded ? 0.6 : 1) },
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
  const [xExtent, yExtent] = [shownExtent(points.frequency), shownExtent(points.engagement)];
  const x = binAxis(frequency, xExtent.low, xExtent.high, true);
  const y = binAxis(engagement, yExtent.low, yExtent.high, true);
  const height = 480;
  const labelled = looks.length <= mostDirectLabels;
  return {
    data: [
      ...pointTraces(result, looks, type, theme),
      ...(labelled ? [] : looks.map((look) => legendKey(look, ink.outline))),
    ].map((trace, i) => (labelled || i >= looks.length ? trace : { ...trace, showlegend: false })),
    layout: {
      template: template(theme),
      dragmode: 'zoom',
      showlegend: !labelled,
      xaxis: x.axis,
      yaxis: y.axis,
      annotations: labelled ? medianLabels(looks, x.toPlace, y, height - 80, theme) : [],
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

/** Points up to 20,000 persons, a density above. */
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
    withoutWebgl:
      gridded && pointCount > mostPointsInFile
        ? frequencyByEngagementDensity(result, looks, theme)
        : pointFigure(result, looks, 'scatter', theme),
  };
}

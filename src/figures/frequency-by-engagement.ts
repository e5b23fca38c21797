// The clusters as one sees them: frequency by engagement, a point a person, coloured by segment.
import type { RfeResult } from '#shared/results/rfe-result';
import { binAxis, measureText } from './axis.ts';
import { featureMeasures, measureList } from './feature-measures.ts';
import { drawDots, mostDots, rangeOf, type DotGroup } from './dots.ts';
import type { Figure, Theme } from './figure.ts';
import { frequencyByEngagementDensity } from './frequency-by-engagement-density.ts';
import { medianLabels, mostDirectLabels } from './median-labels.ts';
import { countText, peopleText } from './number-text.ts';
import { blend } from './colour.ts';
import { inkOf } from './palette.ts';
import { pick, pointHover, pointPlaces, rowsOfSegment, shownExtent } from './point-places.ts';
import { segmentsInWords } from './segments-in-words.ts';
import { keyLegend, legendKey } from './segment-look.ts';
import type { SegmentLook } from './segment-look.ts';
import { template } from './template.ts';

function groupsOf(result: RfeResult, looks: readonly SegmentLook[], theme: Theme): DotGroup[] {
  const ink = inkOf(theme);
  const { points } = result.pictures;
  const hover = pointHover(result);
  const x = pointPlaces(points, 'frequency');
  const y = pointPlaces(points, 'engagement');
  const crowded = points.segment.length > 2000;
  return looks.map(({ segment, label, colour }) => {
    const rows = rowsOfSegment(points, segment.index);
    return {
      x: pick(x, rows),
      y: pick(y, rows),
      colour,
      size: crowded ? 5 : 7,
      opacity: crowded ? 0.65 : 0.75,
      outline: { width: 0.5, colour: blend(ink.outline, colour, crowded ? 0.6 : 1) },
      trace: {
        name: label,
        hovertext: rows.map((row) => `<b>${label}</b><br>${hover(row)}`),
        hovertemplate: '%{hovertext}<extra></extra>',
      },
    };
  });
}

function pointFigure(result: RfeResult, looks: readonly SegmentLook[], theme: Theme): Figure {
  const ink = inkOf(theme);
  const { points } = result.pictures;
  const { frequency, engagement } = featureMeasures(result);
  const [xExtent, yExtent] = [shownExtent(points.frequency), shownExtent(points.engagement)];
  const x = binAxis(frequency, xExtent.low, xExtent.high, true);
  const y = binAxis(engagement, yExtent.low, yExtent.high, true);
  const height = 480;
  const labelled = looks.length <= mostDirectLabels;
  const { data, images } = drawDots(
    groupsOf(result, looks, theme),
    rangeOf(x.axis),
    rangeOf(y.axis),
  );
  return {
    data: [...data, ...(labelled ? [] : looks.map((look) => legendKey(look, ink.outline)))],
    layout: {
      template: template(theme),
      dragmode: 'zoom',
      showlegend: !labelled,
      ...(labelled ? {} : { legend: keyLegend }),
      xaxis: x.axis,
      yaxis: y.axis,
      images,
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
  const gridded = grids.some(({ grid }) => grid.counts.some((count) => count > 0));
  const isDense = points.personCount > mostDots || points.segment.length === 0;
  return gridded && isDense
    ? frequencyByEngagementDensity(result, looks, theme)
    : pointFigure(result, looks, theme);
}

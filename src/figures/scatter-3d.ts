// All three features at once, to be turned by hand.
import type { RfeResult } from '#shared/results/rfe-result';
import { measureText } from './axis.ts';
import type { Measure } from './axis.ts';
import { featureMeasures, measureList } from './feature-measures.ts';
import type { Figure, Layout, Theme } from './figure.ts';
import { logTicks } from './log-scale.ts';
import { countText, peopleText } from './number-text.ts';
import { inkOf } from './palette.ts';
import { extentOf, pick, pointHover, pointPlaces, rowsOfSegment } from './point-places.ts';
import { segmentsInWords } from './segments-in-words.ts';
import type { SegmentLook } from './segment-look.ts';
import { template } from './template.ts';

function sceneAxis(measure: Measure, values: readonly number[]): Layout {
  const { low, high } = extentOf(values);
  return {
    title: { text: measureText(measure) },
    ...logTicks(low, high, measure.unit),
  };
}

export function scatter3d(result: RfeResult, looks: readonly SegmentLook[], theme: Theme): Figure {
  const ink = inkOf(theme);
  const { points } = result.pictures;
  const { recency, frequency, engagement } = featureMeasures(result);
  const hover = pointHover(result);
  const places = {
    x: pointPlaces(points, 'recency'),
    y: pointPlaces(points, 'frequency'),
    z: pointPlaces(points, 'engagement'),
  };
  return {
    data: looks.map(({ segment, label, colour }) => {
      const rows = rowsOfSegment(points, segment.index);
      return {
        type: 'scatter3d',
        mode: 'markers',
        name: label,
        x: pick(places.x, rows),
        y: pick(places.y, rows),
        z: pick(places.z, rows),
        marker: { color: colour, size: 3, opacity: 0.8, line: { width: 0, color: ink.outline } },
        hovertext: rows.map((row) => `<b>${label}</b><br>${hover(row)}`),
        hovertemplate: '%{hovertext}<extra></extra>',
      };
    }),
    layout: {
      template: template(theme),
      margin: { l: 0, r: 0, t: 0, b: 0 },
      showlegend: true,
      scene: {
        dragmode: 'orbit',
        aspectmode: 'cube',
        camera: { eye: { x: 1.5, y: 1.5, z: 0.9 }, center: { x: 0, y: 0, z: -0.1 } },
        xaxis: sceneAxis(recency, points.recency),
        yaxis: sceneAxis(frequency, points.frequency),
        zaxis: sceneAxis(engagement, points.engagement),
      },
    },
    description: `${countText(points.segment.length)} of ${peopleText(points.personCount)} by ${measureList(
      result,
    )
      .map(({ label }) => label.toLowerCase())
      .join(', ')}, coloured by segment. ${segmentsInWords(result, looks, [0, 1, 2])}`,
    method: {
      text: `${points.exact ? 'Every person is a point.' : 'A seeded sample of persons, stratified by segment.'} All three axes are logarithmic.`,
      sampleSize: points.segment.length,
      populationSize: points.personCount,
      exact: points.exact,
    },
    table: {
      columns: [
        { label: 'Segment', kind: 'text' },
        ...measureList(result).map((measure) => ({
          label: `Median ${measureText(measure)}`,
          kind: 'number' as const,
        })),
      ],
      rows: looks.map(({ name, segment }) => [name, ...segment.median]),
    },
    size: { width: 720, height: 520 },
    withoutWebgl:
      'Three dimensions are drawn by the graphics card (WebGL), which is not available here.',
  };
}

// All three features at once, to be turned by hand: a cube seen from outside, a point a person.
import type { RfeResult } from '#shared/results/rfe-result';
import { measureText, type Measure } from './axis.ts';
import { blend } from './colour.ts';
import { cubeFrame, project, type CubeAxis, type Screen } from './cube.ts';
import { drawDots, type DotGroup } from './dots.ts';
import { featureMeasures, measureList } from './feature-measures.ts';
import type { Figure, Theme, View } from './figure.ts';
import { logTicks } from './log-scale.ts';
import { countText, peopleText } from './number-text.ts';
import { inkOf } from './palette.ts';
import { extentOf, pick, pointHover, pointPlaces, rowsOfSegment } from './point-places.ts';
import { segmentsInWords } from './segments-in-words.ts';
import { keyLegend, legendKey, type SegmentLook } from './segment-look.ts';
import { template } from './template.ts';

/** From where the cube is seen at first. */
const firstView: View = { azimuth: 45, elevation: 24 };
/** Room for the words around the cube; the cube itself is two wide. */
const shown = { x: [-2.5, 2.5], y: [-1.75, 1.5] } as const;

interface Places {
  axis: CubeAxis;
  /** By row of the sample, from -1 to 1. */
  at: number[];
}

type Column = 'recency' | 'frequency' | 'engagement';

/** The points and the ticks of a feature along one edge of the cube, with a little room at both ends. */
function placesOf({ pictures }: RfeResult, column: Column, measure: Measure): Places {
  const places = pointPlaces(pictures.points, column);
  const { low, high } = extentOf(places);
  const room = (high - low) * 0.03 || 0.5;
  const toCube = (place: number): number =>
    (2 * (place - low + room)) / (high - low + 2 * room) - 1;
  const values = extentOf(pictures.points[column]);
  const { tickvals, ticktext } = logTicks(values.low, values.high, measure.unit, 4);
  const ticks = tickvals.map((place, i) => ({ at: toCube(place), text: ticktext[i] ?? '' }));
  return { axis: { title: measureText(measure), ticks }, at: places.map(toCube) };
}

interface Points {
  look: SegmentLook;
  rows: number[];
  hovertext: string[];
}

function groupOf(
  { look, rows, hovertext }: Points,
  screens: readonly Screen[],
  pointCount: number,
  theme: Theme,
): DotGroup {
  // The farthest first, so that what is near covers what is behind.
  const order = rows
    .map((row, i) => ({ row, i, depth: screens[row]?.depth ?? 0 }))
    .sort((a, b) => a.depth - b.depth);
  const byDepth = order.map(({ row }) => row);
  const crowded = pointCount > 2000;
  const outline = { width: 0.5, colour: blend(inkOf(theme).outline, look.colour, 0.6) };
  return {
    x: pick(
      screens.map(({ x }) => x),
      byDepth,
    ),
    y: pick(
      screens.map(({ y }) => y),
      byDepth,
    ),
    colour: look.colour,
    size: crowded ? 4 : 5,
    opacity: 0.8,
    outline,
    trace: {
      name: look.label,
      hovertext: order.map(({ i }) => hovertext[i] ?? ''),
      hovertemplate: '%{hovertext}<extra></extra>',
    },
  };
}

/** What does not change while the cube turns is computed once. */
export function scatter3d(
  result: RfeResult,
  looks: readonly SegmentLook[],
): (theme: Theme, view?: View) => Figure {
  const { points } = result.pictures;
  const { recency, frequency, engagement } = featureMeasures(result);
  let kept: { places: [Places, Places, Places]; groups: Points[] } | undefined;
  const standing = (): NonNullable<typeof kept> => {
    const hover = pointHover(result);
    return {
      places: [
        placesOf(result, 'recency', recency),
        placesOf(result, 'frequency', frequency),
        placesOf(result, 'engagement', engagement),
      ],
      groups: looks.map((look) => {
        const rows = rowsOfSegment(points, look.segment.index);
        return {
          look,
          rows,
          hovertext: rows.map((row) => `<b>${look.label}</b><br>${hover(row)}`),
        };
      }),
    };
  };
  return (theme, view = firstView) => {
    const { places, groups } = (kept ??= standing());
    const [x, y, z] = places;
    const screens = points.segment.map((_, row) =>
      project([x.at[row] ?? 0, y.at[row] ?? 0, z.at[row] ?? 0], view),
    );
    const { data, images } = drawDots(
      groups.map((group) => groupOf(group, screens, points.segment.length, theme)),
      shown.x,
      shown.y,
    );
    const outline = inkOf(theme).outline;
    const hidden = { visible: false, fixedrange: true, constrain: 'domain' };
    return {
      data: [
        ...cubeFrame([x.axis, y.axis, z.axis], view, theme),
        ...data,
        ...looks.map((look) => legendKey(look, outline)),
      ],
      layout: {
        template: template(theme),
        margin: { l: 0, r: 0, t: 0, b: 0 },
        showlegend: true,
        legend: { ...keyLegend, x: 1, xanchor: 'right', y: 1, yanchor: 'top' },
        xaxis: { ...hidden, range: [...shown.x] },
        yaxis: { ...hidden, range: [...shown.y], scaleanchor: 'x' },
        images,
      },
      description: describe(result, looks),
      method: {
        text: `${points.exact ? 'Every person is a point.' : 'A seeded sample of persons, stratified by segment.'} All three axes are logarithmic. The cube is seen from far away, without perspective.`,
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
      view,
    };
  };
}

function describe(result: RfeResult, looks: readonly SegmentLook[]): string {
  const { points } = result.pictures;
  const names = measureList(result).map(({ label }) => label.toLowerCase());
  return `${countText(points.segment.length)} of ${peopleText(points.personCount)} by ${names.join(', ')}, coloured by segment. ${segmentsInWords(result, looks, [0, 1, 2])}`;
}

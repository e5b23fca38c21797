// A cube from -1 to 1 seen from outside: where its points fall on the page, and its frame of three sides
// with ticks and titles.
import type { Theme, Trace, View } from './figure.ts';
import { inkOf } from './palette.ts';
import { smallFontSize } from './template.ts';

type Point = readonly [number, number, number];

/** A place on the page, right and up from the middle, and how near it is. */
export interface Screen {
  x: number;
  y: number;
  depth: number;
}

export interface CubeAxis {
  title: string;
  ticks: readonly { at: number; text: string }[];
}

const radians = (degrees: number): number => (degrees * Math.PI) / 180;

/** Without perspective: parallel lines stay parallel, and lengths can be compared. */
export function project([x, y, z]: Point, { azimuth, elevation }: View): Screen {
  const [sinA, cosA] = [Math.sin(radians(azimuth)), Math.cos(radians(azimuth))];
  const [sinE, cosE] = [Math.sin(radians(elevation)), Math.cos(radians(elevation))];
  const away = x * cosA + y * sinA;
  return { x: y * cosA - x * sinA, y: z * cosE - away * sinE, depth: away * cosE + z * sinE };
}

/** The sides of the cube that look at us, as signs of x and y; the floor is always seen from above. */
function frontOf({ azimuth }: View): { x: number; y: number } {
  return {
    x: Math.cos(radians(azimuth)) >= 0 ? 1 : -1,
    y: Math.sin(radians(azimuth)) >= 0 ? 1 : -1,
  };
}

function lines(segments: readonly (readonly [Point, Point])[], view: View, color: string): Trace {
  const ends = segments.map(([from, to]) => [project(from, view), project(to, view)] as const);
  return {
    type: 'scatter',
    mode: 'lines',
    x: ends.flatMap(([from, to]) => [from.x, to.x, null]),
    y: ends.flatMap(([from, to]) => [from.y, to.y, null]),
    line: { color, width: 1 },
    hoverinfo: 'skip',
    showlegend: false,
  };
}

/** The grid on the three sides that are behind the points. */
function gridLines(
  [x, y, z]: readonly [CubeAxis, CubeAxis, CubeAxis],
  view: View,
): [Point, Point][] {
  const front = frontOf(view);
  const [backX, backY] = [-front.x, -front.y];
  return [
    ...x.ticks.flatMap(({ at }): [Point, Point][] => [
      [
        [at, -1, -1],
        [at, 1, -1],
      ],
      [
        [at, backY, -1],
        [at, backY, 1],
      ],
    ]),
    ...y.ticks.flatMap(({ at }): [Point, Point][] => [
      [
        [-1, at, -1],
        [1, at, -1],
      ],
      [
        [backX, at, -1],
        [backX, at, 1],
      ],
    ]),
    ...z.ticks.flatMap(({ at }): [Point, Point][] => [
      [
        [backX, -1, at],
        [backX, 1, at],
      ],
      [
        [-1, backY, at],
        [1, backY, at],
      ],
    ]),
  ];
}

/** The edges that carry the axes. */
function edges(view: View): [Point, Point][] {
  const front = frontOf(view);
  const left = leftEdge(view);
  return [
    [
      [-1, front.y, -1],
      [1, front.y, -1],
    ],
    [
      [front.x, -1, -1],
      [front.x, 1, -1],
    ],
    [
      [left.x, left.y, -1],
      [left.x, left.y, 1],
    ],
  ];
}

/** Of the two upright edges at the sides the left one: it has room for words beside it. */
function leftEdge(view: View): { x: number; y: number } {
  const front = frontOf(view);
  const one = project([front.x, -front.y, 0], view);
  return one.x < 0 ? { x: front.x, y: -front.y } : { x: -front.x, y: front.y };
}

interface Label {
  at: Screen;
  text: string;
  side: 'left' | 'right';
  isTitle: boolean;
}

/** Ticks near their edge, the title farther out at its middle. */
function labelsOf(axes: readonly [CubeAxis, CubeAxis, CubeAxis], view: View): Label[] {
  const front = frontOf(view);
  const left = leftEdge(view);
  const [tickGap, titleGap] = [1.06, 1.5];
  const along: ((at: number, gap: number) => Point)[] = [
    (at, gap) => [at, front.y * gap, -1],
    (at, gap) => [front.x * gap, at, -1],
    (at, gap) => [left.x * gap, left.y * gap, at],
  ];
  return axes.flatMap(({ title, ticks }, axis) => {
    const place = along[axis] ?? ((): Point => [0, 0, 0]);
    const outwards = project(place(0, titleGap), view).x - project(place(0, 1), view).x;
    const side = axis === 2 || outwards < 0 ? 'left' : 'right';
    const label = (at: Screen, text: string, isTitle: boolean): Label => ({
      at,
      text,
      side,
      isTitle,
    });
    return [
      ...ticks.map(({ at, text }) => label(project(place(at, tickGap), view), text, false)),
      axis === 2
        ? label(above(project(place(1, 1), view)), title, true)
        : label(project(place(0, titleGap), view), title, true),
    ];
  });
}

/** Words of the upright axis stand over its upper end. */
const above = ({ x, y, depth }: Screen): Screen => ({ x: x + 0.1, y: y + 0.14, depth });

function words(labels: readonly Label[], theme: Theme): Trace {
  const ink = inkOf(theme);
  return {
    type: 'scatter',
    mode: 'text',
    x: labels.map(({ at }) => at.x),
    y: labels.map(({ at }) => at.y),
    text: labels.map(({ text }) => text),
    textposition: labels.map(({ side }) => `middle ${side}`),
    textfont: {
      size: smallFontSize,
      color: labels.map(({ isTitle }) => (isTitle ? ink.text : ink.muted)),
    },
    cliponaxis: false,
    hoverinfo: 'skip',
    showlegend: false,
  };
}

export function cubeFrame(
  axes: readonly [CubeAxis, CubeAxis, CubeAxis],
  view: View,
  theme: Theme,
): Trace[] {
  const ink = inkOf(theme);
  return [
    lines(gridLines(axes, view), view, ink.grid),
    lines(edges(view), view, ink.axis),
    words(labelsOf(axes, view), theme),
  ];
}

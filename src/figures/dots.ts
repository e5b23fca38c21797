// Points, a person each. Many are one image inside the drawing: as marks of plotly each of them is a node
// of the page, and thousands hold the window up; here hundreds share one path. Hovering finds them all
// the same: the trace that knows the points draws nothing.
import type { Layout, Trace } from './figure.ts';

/** More points than this are drawn as an image. */
export const mostMarks = 500;
/** More points than this are not drawn at all. */
export const mostDots = 20_000;

interface Dots {
  readonly x: readonly number[];
  readonly y: readonly number[];
  readonly colour: string;
  /** Diameter, in pixels at any zoom. */
  readonly size: number;
  readonly opacity: number;
  /** Otherwise round. */
  readonly isSquare?: boolean;
  readonly outline?: { readonly colour: string; readonly width: number };
}

/** From the left or lower end of an axis to the other; a reversed axis begins with the greater. */
export type AxisRange = readonly [number, number];

export function rangeOf({ range }: Layout): AxisRange {
  if (!Array.isArray(range)) throw new TypeError('Points need axes whose range is fixed.');
  return [Number(range[0]), Number(range[1])];
}

/** Whole numbers are short to write, and so many are finer than a screen, even zoomed in. */
const gridSize = 20_000;
/** Points of one path lie on each other without shading; those of several paths are seen through. */
const pathPoints = 250;

/** A line without length is a dot as round or square as its ends. */
function pathOf({ x, y }: Dots, from: number, to: number, xs: AxisRange, ys: AxisRange): string {
  const place = (value: number, [start, end]: AxisRange): number =>
    Math.round((gridSize * (value - start)) / (end - start));
  let path = '';
  for (let i = from; i < to; i++)
    path += `M${place(x[i] ?? 0, xs)},${gridSize - place(y[i] ?? 0, ys)}h0`;
  return path;
}

/** With an outline the dot is drawn twice, and must cover the larger one below it. */
const coveringOpacity = 0.9;

function strokes(dots: Dots, path: string): string {
  const { colour, size, opacity, isSquare, outline } = dots;
  const ends = isSquare ? 'square' : 'round';
  const stroke = (paint: string, width: number, strength: number): string =>
    `<path d='${path}' stroke='${paint}' stroke-width='${width}' stroke-opacity='${strength}' stroke-linecap='${ends}' vector-effect='non-scaling-stroke'/>`;
  if (!outline) return stroke(colour, size, opacity);
  const below = stroke(outline.colour, size + 2 * outline.width, opacity);
  return below + stroke(colour, size, coveringOpacity);
}

/** Groups take turns, so that none covers the others. */
function drawingOf(groups: readonly Dots[], x: AxisRange, y: AxisRange): string {
  const count = groups.reduce((sum, group) => sum + group.x.length, 0);
  const turns = Math.max(1, Math.ceil(count / pathPoints));
  const parts = Array.from({ length: turns }, (_, turn) =>
    groups.map((group) => {
      const share = group.x.length / turns;
      const path = pathOf(group, Math.round(turn * share), Math.round((turn + 1) * share), x, y);
      return path === '' ? '' : strokes(group, path);
    }),
  );
  const head = `<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 ${gridSize} ${gridSize}' preserveAspectRatio='none' fill='none'>`;
  return `${head}${parts.flat().join('')}</svg>`;
}

/** An entry of `layout.images`, over the whole of two axes whose ranges are fixed. */
function imageOf(groups: readonly Dots[], x: AxisRange, y: AxisRange): Layout {
  const svg = drawingOf(groups, x, y).replaceAll(/[#%<>]/g, encodeURIComponent);
  return {
    source: `data:image/svg+xml,${svg}`,
    xref: 'x',
    yref: 'y',
    x: x[0],
    y: y[1],
    sizex: Math.abs(x[1] - x[0]),
    sizey: Math.abs(y[1] - y[0]),
    sizing: 'stretch',
    // Below the marks would be below the grid as well.
    layer: 'above',
  };
}

/** Points that are hovered together, with what hovering says. */
export interface DotGroup extends Dots {
  readonly trace: Layout;
}

function traceOf({ x, y, trace, ...look }: DotGroup, isMarked: boolean): Trace {
  const points = { ...trace, type: 'scatter' as const, x, y, showlegend: false };
  if (!isMarked) return { ...points, mode: 'none' };
  const { colour, size, opacity, isSquare, outline } = look;
  const line = { width: outline?.width ?? 0, color: outline?.colour ?? colour };
  const symbol = isSquare ? 'square' : 'circle';
  return { ...points, mode: 'markers', marker: { color: colour, size, opacity, line, symbol } };
}

/** The traces of the points, and the image where they are many. */
export function drawDots(
  groups: readonly DotGroup[],
  x: AxisRange,
  y: AxisRange,
): { data: Trace[]; images: Layout[] } {
  const count = groups.reduce((sum, group) => sum + group.x.length, 0);
  const isMarked = count <= mostMarks;
  return {
    data: groups.map((group) => traceOf(group, isMarked)),
    images: isMarked ? [] : [imageOf(groups, x, y)],
  };
}

// What the pictures of a feature's emissions share, whatever its kind.
import type { EmissionPictureResult } from '#shared/results/states-picture-result';
import type { StatesFeature } from '#shared/results/states-result';
import type { Figure, Layout } from '../figure.ts';
import { escapeText, shorten } from '../label-text.ts';
import type { StateLook } from './states-looks.ts';

export type ContinuousPicture = Extract<EmissionPictureResult, { kind: 'continuous' }>;
export type DiscretePicture = Exclude<EmissionPictureResult, { kind: 'continuous' }>;

/** The drawn part of a figure. */
export type Drawn = Pick<Figure, 'data' | 'layout' | 'size'>;

/** Two entries a line: the picture is half as wide as the page, and names are of several words. */
export const emissionLegend: Layout = {
  orientation: 'h',
  entrywidth: 0.5,
  entrywidthmode: 'fraction',
  x: 0,
  y: 1,
  xanchor: 'left',
  yanchor: 'bottom',
  traceorder: 'normal',
};

/** A name that fits beside another one. */
export function legendName({ name }: Pick<StateLook, 'name'>): string {
  return escapeText(shorten(name, 24));
}

const plotHeight = 240;

/** Room for a legend of all rows and the states above a plot that keeps its height. */
export function emissionRoom(stateCount: number): {
  readonly margin: Layout;
  readonly size: Figure['size'];
} {
  const top = 28 + 20 * Math.ceil((stateCount + 1) / 2);
  // On the right half of "100 %" stands beyond the axis.
  return {
    margin: { l: 16, r: 24, t: top, b: 16 },
    size: { width: 720, height: plotHeight + top },
  };
}

/** The feature with its unit, where the name does not say it. */
export function axisTitle({ label, unit, kind }: StatesFeature): string {
  const said =
    kind === 'count' || unit.many === '' || label.toLowerCase().includes(unit.many.toLowerCase());
  return escapeText(said ? label : `${label} (${unit.many})`);
}

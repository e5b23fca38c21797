// What the pictures of a feature's emissions share, whatever its kind.
import type { EmissionPictureResult } from '#shared/results/states-picture-result';
import type { StatesFeature } from '#shared/results/states-result';
import type { Figure, Layout } from '../figure.ts';
import { escapeText } from '../label-text.ts';

export type ContinuousPicture = Extract<EmissionPictureResult, { kind: 'continuous' }>;
export type DiscretePicture = Exclude<EmissionPictureResult, { kind: 'continuous' }>;

/** The drawn part of a figure. */
export type Drawn = Pick<Figure, 'data' | 'layout' | 'size'>;

export const emissionLegend: Layout = {
  orientation: 'h',
  x: 0,
  y: 1,
  xanchor: 'left',
  yanchor: 'bottom',
  traceorder: 'normal',
};

/** The feature with its unit, where the name does not say it. */
export function axisTitle({ label, unit, kind }: StatesFeature): string {
  const said =
    kind === 'count' || unit.many === '' || label.toLowerCase().includes(unit.many.toLowerCase());
  return escapeText(said ? label : `${label} (${unit.many})`);
}

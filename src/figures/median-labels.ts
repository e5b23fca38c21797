// Names of segments on a picture of frequency by engagement, where their medians are.
import type { BinAxis } from './axis.ts';
import { withOpacity } from './colour.ts';
import type { Layout, Theme } from './figure.ts';
import { inkOf } from './palette.ts';
import type { SegmentLook } from './segment-look.ts';
import { spreadLabels } from './spread-labels.ts';

/** More segments than this are named in a legend and not on the picture. */
export const mostDirectLabels = 6;

const labelHeight = 22;

/** `plotHeight` is the length of the vertical axis in pixels. */
export function medianLabels(
  looks: readonly SegmentLook[],
  xPlace: (value: number) => number,
  y: Omit<BinAxis, 'axis'>,
  plotHeight: number,
  theme: Theme,
): Layout[] {
  const ink = inkOf(theme);
  const places = spreadLabels(
    looks.map(({ segment }) => y.toPlace(segment.median[2] ?? 0)),
    (labelHeight / plotHeight) * (y.high - y.low),
    y.low,
    y.high,
  );
  return looks.map(({ segment, label, colour }, i) => ({
    x: xPlace(segment.median[1] ?? 0),
    y: places[i] ?? 0,
    text: label,
    bgcolor: withOpacity(ink.surface, 0.86),
    bordercolor: colour,
    borderwidth: 1.5,
    borderpad: 2,
    font: { size: 12, color: ink.text },
  }));
}

// Names of segments on a picture of frequency by engagement, where their medians are.
import type { Layout, Theme } from './figure.ts';
import type { Extent } from './grid-cells.ts';
import { logPosition } from './log-scale.ts';
import { withOpacity } from './colour.ts';
import { inkOf } from './palette.ts';
import type { SegmentLook } from './segment-look.ts';
import { spreadLabels } from './spread-labels.ts';

/** More segments than this are named in a legend and not on the picture. */
export const mostDirectLabels = 6;

const labelHeight = 22;

/** `y` is the extent of the vertical axis in own units, `plotHeight` its length in pixels. */
export function medianLabels(
  looks: readonly SegmentLook[],
  y: Extent,
  plotHeight: number,
  theme: Theme,
): Layout[] {
  const ink = inkOf(theme);
  const [low, high] = [logPosition(y.low), logPosition(y.high)];
  const places = spreadLabels(
    looks.map(({ segment }) => logPosition(segment.median[2] ?? 0)),
    (labelHeight / plotHeight) * (high - low),
    low,
    high,
  );
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

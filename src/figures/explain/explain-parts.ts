// What the pictures of workflow Explain share: classes by their index, intervals, units of SHAP values.
import type { ExplainSegment } from '#shared/results/explain-result';
import type { Interval } from '#shared/results/explain/model-comparison';
import { blend } from '../colour.ts';
import type { Layout, Theme } from '../figure.ts';
import { numberText, shareText } from '../number-text.ts';
import { divergingMap, inkOf } from '../palette.ts';
import type { SegmentLook } from '../segment-look.ts';

export type ExplainLook = SegmentLook<ExplainSegment>;

/** The look of a class; a class is a segment by its index. */
export function lookOf(looks: readonly ExplainLook[], classIndex: number): ExplainLook | undefined {
  return looks.find(({ segment }) => segment.index === classIndex);
}

/** The name of a class as typed. */
export const classNameOf = (looks: readonly ExplainLook[], classIndex: number): string =>
  lookOf(looks, classIndex)?.name ?? `class ${classIndex + 1}`;

/** "0.83 (0.80 to 0.86)" */
export const intervalText = ({ value, low, high }: Interval): string =>
  `${numberText(value)} (${numberText(low)} to ${numberText(high)})`;

/** "83 % (80 % to 86 %)" */
export const shareIntervalText = ({ value, low, high }: Interval): string =>
  `${shareText(value)} (${shareText(low)} to ${shareText(high)})`;

/** Error bars of intervals along an axis of marks. */
export function errorBars(intervals: readonly Interval[], colour: string, scale = 1): Layout {
  return {
    type: 'data',
    symmetric: false,
    array: intervals.map(({ value, high }) => Math.max(0, high - value) * scale),
    arrayminus: intervals.map(({ value, low }) => Math.max(0, value - low) * scale),
    color: colour,
    thickness: 1.5,
    width: 4,
  };
}

export const unitWords = {
  margin: 'log-odds margin',
  probability: 'probability',
} as const;

/** Below and above zero, or low and high values: both are read on the surface. */
export function contrastColours(theme: Theme): { low: string; middle: string; high: string } {
  const map = divergingMap(theme);
  const ink = inkOf(theme);
  return {
    low: blend(map[0]?.[1] ?? ink.accent, ink.surface, 0.9),
    middle: ink.context,
    high: blend(map.at(-1)?.[1] ?? ink.warning, ink.surface, 0.9),
  };
}

/** Small multiples side by side: four make a square. */
export function columnsFor(count: number): number {
  return count === 4 ? 2 : Math.max(1, Math.min(3, count));
}

/** A dotted line at zero, behind everything. */
export function zeroLine(theme: Theme): Layout {
  return {
    type: 'line',
    layer: 'below',
    x0: 0,
    x1: 0,
    yref: 'paper',
    y0: 0,
    y1: 1,
    line: { color: inkOf(theme).axis, width: 1.5 },
  };
}

/** Names in a legend above the picture. */
export const legendAbove: Layout = {
  orientation: 'h',
  x: 0,
  y: 1,
  yref: 'paper',
  xanchor: 'left',
  yanchor: 'bottom',
};

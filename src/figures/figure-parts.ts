// Parts that several pictures share: an axis of rows, a marked line, a colour key, table columns, and
// the method of pictures that show everybody.
import type { RfeResult } from '#shared/results/rfe-result';
import { categoryAxis } from './axis.ts';
import type { Layout, Method, TableColumn, Theme } from './figure.ts';
import { inkOf } from './palette.ts';

export const textColumn = (label: string): TableColumn => ({ label, kind: 'text' });
export const numberColumn = (label: string): TableColumn => ({ label, kind: 'number' });

/** Nothing sampled: all persons of the run. */
export function everybody(result: Pick<RfeResult, 'provenance'>): Omit<Method, 'text'> {
  const { personCount } = result.provenance;
  return { sampleSize: personCount, populationSize: personCount, exact: true };
}

/** One row a label, the first at the top. */
export function rowAxis(labels: readonly string[], theme: Theme, more: Layout = {}): Layout {
  return {
    ...categoryAxis,
    range: [labels.length - 0.5, -0.5],
    tickvals: labels.map((_, row) => row),
    ticktext: labels,
    tickfont: { size: 12, color: inkOf(theme).text },
    ...more,
  };
}

/** A dashed line from bottom to top, with words above it. */
export function markedLine(
  x: number,
  text: string,
  colour: string,
  words: Layout = {},
): { shape: Layout; annotation: Layout } {
  return {
    shape: {
      type: 'line',
      x0: x,
      x1: x,
      yref: 'paper',
      y0: 0,
      y1: 1,
      line: { color: colour, width: 1.5, dash: 'dash' },
    },
    annotation: {
      x,
      yref: 'paper',
      y: 1,
      yanchor: 'bottom',
      yshift: 4,
      text,
      font: { size: 12, color: colour },
      ...words,
    },
  };
}

/** The key of a colour map, at the right. */
export function colourKey(title: string, theme: Theme, more: Layout = {}): Layout {
  const ink = inkOf(theme);
  return {
    title: { text: title, side: 'top', font: { size: 12, color: ink.text } },
    tickfont: { size: 12, color: ink.muted },
    thickness: 12,
    outlinewidth: 0,
    ...more,
  };
}

// Small multiples: where each panel lies on the paper, and its heading.
import type { Layout } from './figure.ts';

export interface Panel {
  x: [number, number];
  y: [number, number];
}

/** Panels in reading order, `columns` to a row; gaps are fractions of the paper. */
export function panelGrid(count: number, columns: number, gapX: number, gapY: number): Panel[] {
  const rows = Math.ceil(count / columns);
  const width = (1 - gapX * (columns - 1)) / columns;
  const height = (1 - gapY * (rows - 1)) / rows;
  return Array.from({ length: count }, (_, index) => {
    const left = (index % columns) * (width + gapX);
    const top = 1 - Math.floor(index / columns) * (height + gapY);
    // Rounding may leave the paper by a hair, which plotly refuses.
    return { x: [left, Math.min(1, left + width)], y: [Math.max(0, top - height), top] };
  });
}

/** plotly counts axes x, x2, x3 in traces, and xaxis, xaxis2, xaxis3 in the layout. */
export const axisNumber = (index: number): string => (index === 0 ? '' : String(index + 1));

/** A heading above the left edge of a panel. */
export function panelHeading(panel: Panel, text: string, colour: string): Layout {
  return {
    xref: 'paper',
    yref: 'paper',
    x: panel.x[0],
    y: panel.y[1],
    xanchor: 'left',
    yanchor: 'bottom',
    yshift: 6,
    align: 'left',
    text,
    font: { size: 13, color: colour },
  };
}

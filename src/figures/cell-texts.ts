// Words over the cells of a heatmap, each in a colour that can be read there.
import type { Trace } from './figure.ts';
import { escapeText } from './label-text.ts';

export interface CellText {
  x: number;
  y: number;
  text: string;
  colour: string;
}

export function cellTexts(cells: readonly CellText[]): Trace {
  return {
    type: 'scatter',
    mode: 'text',
    x: cells.map(({ x }) => x),
    y: cells.map(({ y }) => y),
    text: cells.map(({ text }) => escapeText(text)),
    textfont: { size: 12, color: cells.map(({ colour }) => colour) },
    hoverinfo: 'skip',
  };
}

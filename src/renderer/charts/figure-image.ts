// A figure as a file: PNG in twice the size, or SVG; with its title, on an opaque ground.
import type { Figure, Theme } from '#figures/figure';
import { asSheet } from '#figures/template';
import { loadPlotly } from './load-plotly.ts';

export type ImageFormat = 'png' | 'svg';

const pngScale = 2;

export async function figureImage(
  figure: Figure,
  title: string,
  theme: Theme,
  format: ImageFormat,
): Promise<Uint8Array> {
  const plotly = await loadPlotly();
  const { data, layout, size } = asSheet(figure, title, theme);
  const image = await plotly.toImage(
    { data: data.map((trace) => ({ ...trace })), layout: structuredClone(layout) },
    { format, ...size, scale: format === 'png' ? pngScale : 1, imageDataOnly: true },
  );
  if (format === 'svg') return new TextEncoder().encode(image);
  return Uint8Array.from(atob(image), (character) => character.charCodeAt(0));
}

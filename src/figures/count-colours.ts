// Colours for counts that range over decades: logarithmic, with the counts themselves on the key.
import type { Layout, Theme } from './figure.ts';
import { colourKey } from './figure-parts.ts';
import { countText } from './number-text.ts';
import { sequentialMap } from './palette.ts';

/** Attributes of a heatmap whose z is log10 of a count; `highest` is the largest count. */
export function countColours(highest: number, title: string, theme: Theme): Layout {
  const top = Math.max(1, Math.log10(Math.max(1, highest)));
  const steps = top > 2.6 ? [1] : [1, 3];
  const ticks = Array.from({ length: Math.floor(top) + 1 }, (_, power) =>
    steps.map((step) => step * 10 ** power),
  )
    .flat()
    .filter((count) => Math.log10(count) <= top);
  return {
    colorscale: sequentialMap(theme).map(([place, colour]) => [place, colour]),
    zmin: 0,
    zmax: top,
    colorbar: colourKey(title, theme, {
      tickvals: ticks.map((count) => Math.log10(count)),
      ticktext: ticks.map(countText),
      len: 0.9,
    }),
  };
}

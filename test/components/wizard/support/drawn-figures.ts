// What would be drawn: plotly is told of every picture, and jsdom has no canvas for it.
import { vi } from 'vitest';

export const react = vi.fn(
  (_place: HTMLElement, _traces: unknown[], _layout: unknown, _config: unknown) =>
    Promise.resolve(),
);

/** For `vi.mock` of the module that loads plotly. */
export const plotlyMock = () => ({
  loadPlotly: () => Promise.resolve({ react, purge: () => undefined }),
});

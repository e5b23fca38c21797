// Series that the reader has switched off in the legend. plotly keeps them with the drawing, so that
// they would come back with every drawing that begins anew, such as in another width.
import type { Trace } from '#figures/figure';

/** By place in the drawing: true where the series is switched off. */
export function hiddenSeries(place: HTMLElement): boolean[] {
  // plotly leaves the data it has drawn on the element.
  const { data = [] } = place as HTMLElement & { data?: readonly { visible?: unknown }[] };
  return data.map(({ visible }) => visible === 'legendonly');
}

/** The series with those left off that were; where there are others now, all are shown. */
export function withHidden(traces: readonly Trace[], hidden: readonly boolean[]): Trace[] {
  if (hidden.length !== traces.length) return traces.map((trace) => ({ ...trace }));
  return traces.map((trace, i) => (hidden[i] ? { ...trace, visible: 'legendonly' } : { ...trace }));
}

// How a segment appears in every picture: its name, and the colour that follows its identity.
import type { SegmentBase } from '#shared/results/result-parts';
import type { Segment } from '#shared/results/rfe-result';
import type { Layout, Trace } from './figure.ts';
import { escapeText, shorten } from './label-text.ts';
import { segmentColour } from './palette.ts';

/** Names by segment id, as they stand now. */
export type SegmentNames = Readonly<Record<string, string>>;

export interface SegmentLook<S extends SegmentBase = Segment> {
  segment: S;
  /** As typed; for tables and descriptions. */
  name: string;
  /** One line, escaped; for labels and hovers. */
  label: string;
  colour: string;
}

/** The names that a result carries: given by hand, or else suggested. */
export function segmentNames(result: { readonly segments: readonly SegmentBase[] }): SegmentNames {
  return Object.fromEntries(
    result.segments.map(({ id, givenName, suggestedName }) => [id, givenName ?? suggestedName]),
  );
}

export function segmentLooks<S extends SegmentBase>(
  result: { readonly segments: readonly S[] },
  names: SegmentNames,
): SegmentLook<S>[] {
  return result.segments.map((segment) => {
    const name = names[segment.id] ?? segment.givenName ?? segment.suggestedName;
    return {
      segment,
      name,
      label: escapeText(shorten(name, 32)),
      colour: segmentColour(segment.colour),
    };
  });
}

/** The legend of such keys: there is nothing behind an entry that a click could switch off. */
export const keyLegend: Layout = { itemclick: false, itemdoubleclick: false };

/** Legend only, nothing drawn: a key for pictures whose marks have several colours. */
export function legendKey(look: Pick<SegmentLook, 'label' | 'colour'>, outline: string): Trace {
  return {
    type: 'scatter',
    mode: 'markers',
    x: [null],
    y: [null],
    name: look.label,
    showlegend: true,
    hoverinfo: 'skip',
    marker: { size: 10, symbol: 'square', color: look.colour, line: { width: 1, color: outline } },
  };
}

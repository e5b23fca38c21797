// Bins as they are drawn. Whole numbers leave gaps where bins are narrower than one; the gaps are
// closed, so that a picture shows no stripes that the data do not have.
import { numberText } from './number-text.ts';

export interface DrawnBin {
  low: number;
  high: number;
  /** Which of the counts is its own. */
  place: number;
  /** "3", "3 to 5", in own units. */
  text: string;
}

/** The scale on which edges are even; edges are given on it, whole numbers are meant in own units. */
export interface BinScale {
  toScale(value: number): number;
  fromScale(place: number): number;
}

export const ownUnits: BinScale = { toScale: (value) => value, fromScale: (place) => place };

/** The transform of the clustering: log(1 + x), mirrored below zero. */
export const log1pUnits: BinScale = {
  toScale: (value) => Math.sign(value) * Math.log1p(Math.abs(value)),
  fromScale: (place) => Math.sign(place) * Math.expm1(Math.abs(place)),
};

/** The least whole number at or above an edge; compared on the scale, as the counting did. */
function firstWhole(edge: number, scale: BinScale): number {
  let whole = Math.floor(scale.fromScale(edge)) - 1;
  while (scale.toScale(whole) < edge) whole += 1;
  return whole;
}

function rangeText(low: number, high: number): string {
  return low === high ? numberText(low) : `${numberText(low)} to ${numberText(high)}`;
}

function asCounted(edges: readonly number[], scale: BinScale): DrawnBin[] {
  return edges.slice(1).map((high, i) => {
    const low = edges[i] ?? high;
    const text = rangeText(scale.fromScale(low), scale.fromScale(high));
    return { low, high, place: i, text };
  });
}

interface WholeBin {
  first: number;
  last: number;
  place: number;
}

/** Every bin with the whole numbers in it: [low, high), the last one closed. */
function wholesOf(edges: readonly number[], scale: BinScale): WholeBin[] {
  return edges.slice(1).map((high, i) => {
    const closed = i === edges.length - 2;
    const beyond = firstWhole(high, scale);
    const last = closed && scale.toScale(beyond) === high ? beyond : beyond - 1;
    return { first: firstWhole(edges[i] ?? high, scale), last, place: i };
  });
}

/**
 * The bins to draw, in their order. Where the bins without a whole number are all empty, the values
 * are whole: such bins vanish, and the others reach half-way to the next whole number. The last bin
 * stays, as it may hold the value at which a column was cut.
 */
export function drawnBins(
  edges: readonly number[],
  counts: readonly number[],
  scale: BinScale = ownUnits,
): DrawnBin[] {
  const bins = wholesOf(edges, scale);
  const without = bins.filter(({ first, last }) => first > last);
  const inner = without.filter(({ place }) => place < bins.length - 1);
  if (inner.length === 0 || inner.some(({ place }) => (counts[place] ?? 0) > 0))
    return asCounted(edges, scale);
  const kept = bins.filter(({ first, last, place }) => first <= last || (counts[place] ?? 0) > 0);
  return kept.map(({ first, last, place }, i): DrawnBin => {
    const before = kept[i - 1];
    const low = scale.toScale(before ? before.last + 0.5 : first - 0.5);
    if (first > last) {
      const cut = edges[place + 1] ?? low;
      return { low, high: Math.max(cut, low), place, text: numberText(scale.fromScale(cut)) };
    }
    return { low, high: scale.toScale(last + 0.5), place, text: rangeText(first, last) };
  });
}

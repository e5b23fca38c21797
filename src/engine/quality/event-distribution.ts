// How events are spread over persons, from the number of persons with each number of events.
import type { Histogram } from '#shared/data/quality-report';

/** `persons` people have `events` events each; ascending by events. */
export interface EventGroup {
  readonly events: number;
  readonly persons: number;
}

const binLimit = 30;
/** From this ratio of largest to smallest on, evenly spaced bins would hold everybody in one. */
const logarithmicFrom = 50;

/** Bins of equal width, or of equal width in log10 where the counts span more than 1 to 50. */
export function eventHistogram(groups: readonly EventGroup[]): Histogram {
  const first = groups[0]?.events ?? 0;
  const last = groups.at(-1)?.events ?? 0;
  if (groups.length === 0) return { edges: [], counts: [], logarithmic: false };
  const logarithmic = last / Math.max(1, first) >= logarithmicFrom;
  const edges = logarithmic ? logarithmicEdges(first, last) : linearEdges(first, last);
  const counts = new Array<number>(edges.length - 1).fill(0);
  let bin = 0;
  for (const { events, persons } of groups) {
    while (bin < counts.length - 1 && events >= (edges[bin + 1] ?? Infinity)) bin += 1;
    counts[bin] = (counts[bin] ?? 0) + persons;
  }
  return { edges, counts, logarithmic };
}

/** Whole numbers lie in the middle of their bins. */
function linearEdges(first: number, last: number): number[] {
  const width = Math.ceil((last - first + 1) / binLimit);
  const count = Math.ceil((last - first + 1) / width);
  return Array.from({ length: count + 1 }, (_, index) => first - 0.5 + index * width);
}

/** By exp, because powers differ in the last bit between the window's engine and the command line's. */
function logarithmicEdges(first: number, last: number): number[] {
  const low = Math.log(Math.max(1, first));
  const high = Math.log(last + 1);
  return Array.from({ length: binLimit + 1 }, (_, index) =>
    Math.exp(low + ((high - low) * index) / binLimit),
  );
}

/** m3 / m2^1.5 over persons; null where all have the same number of events. */
export function eventSkewness(groups: readonly EventGroup[]): number | null {
  const count = groups.reduce((sum, { persons }) => sum + persons, 0);
  const mean = groups.reduce((sum, { events, persons }) => sum + events * persons, 0) / count;
  const unit = Math.max(mean - (groups[0]?.events ?? mean), (groups.at(-1)?.events ?? mean) - mean);
  if (!(unit > 0)) return null;
  let second = 0;
  let third = 0;
  for (const { events, persons } of groups) {
    const deviation = (events - mean) / unit;
    second += persons * deviation ** 2;
    third += persons * deviation * deviation * deviation;
  }
  return third / count / ((second / count) * Math.sqrt(second / count));
}

// The order in which journeys are drawn one below the other, so that like ones lie together.
import type { Labels } from '../agreement/cross-table.ts';
import type { Journeys } from './journey-types.ts';
import { requireJourneys, requirePeople } from './require-journeys.ts';
import { peopleBySegment } from './tabulate-segments.ts';

export type SequenceOrder = 'from the start' | 'from the end' | 'by length';

/**
 * People of every segment, sorted: by their kinds of events from the first on or from the last back (a
 * journey that another one continues comes before it), or by length. Of equal ones the first person
 * comes first.
 *
 * @throws AnalysisError as `requireJourneys`; `input.length-mismatch`, `input.unknown-label`
 */
export function sequenceOrder(
  journeys: Journeys,
  labels: Labels,
  segmentCount: number,
  order: SequenceOrder,
): Uint32Array[] {
  requireJourneys(journeys);
  requirePeople(labels.length, journeys, 'Order of journeys');
  const compare = comparisonOf(journeys, order);
  const members = peopleBySegment(labels, segmentCount).slice(0, segmentCount);
  return members.map((people) => people.sort((a, b) => compare(a, b) || a - b));
}

function comparisonOf({ starts, kinds }: Journeys, order: SequenceOrder) {
  const lengthOf = (person: number) => starts[person + 1]! - starts[person]!;
  if (order === 'by length') return (a: number, b: number) => lengthOf(a) - lengthOf(b);
  const eventAt =
    order === 'from the start'
      ? (person: number, step: number) => kinds[starts[person]! + step]!
      : (person: number, step: number) => kinds[starts[person + 1]! - 1 - step]!;
  return (a: number, b: number) => {
    const steps = Math.min(lengthOf(a), lengthOf(b));
    for (let step = 0; step < steps; step++) {
      const difference = eventAt(a, step) - eventAt(b, step);
      if (difference !== 0) return difference;
    }
    return lengthOf(a) - lengthOf(b);
  };
}

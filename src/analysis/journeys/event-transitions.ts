// Which event follows which, segment by segment.
import type { Labels } from '../agreement/cross-table.ts';
import type { Journeys } from './journey-types.ts';
import { requireJourneys, requirePeople } from './require-journeys.ts';
import { peopleBySegment } from './tabulate-segments.ts';

/**
 * Rows are kinds and, last, the start; columns are kinds and, last, the end: (kinds + 1) squared cells,
 * row-major.
 */
export interface EventTransitions {
  readonly segment: number;
  readonly stateCount: number;
  readonly counts: Float64Array;
  /** Counts divided by their row's sum; 0 in a row without any. */
  readonly shares: Float64Array;
}

/** @throws AnalysisError as `requireJourneys`; `input.length-mismatch`, `input.unknown-label` */
export function eventTransitions(
  journeys: Journeys,
  labels: Labels,
  segmentCount: number,
): EventTransitions[] {
  requireJourneys(journeys);
  requirePeople(labels.length, journeys, 'Transitions');
  const { starts, kinds, kindNames } = journeys;
  const stateCount = kindNames.length + 1;
  const members = peopleBySegment(labels, segmentCount).slice(0, segmentCount);
  return members.map((people, segment) => {
    const counts = new Float64Array(stateCount * stateCount);
    for (const person of people) {
      let from = stateCount - 1;
      for (let event = starts[person]!; event < starts[person + 1]!; event++) {
        counts[from * stateCount + kinds[event]!]!++;
        from = kinds[event]!;
      }
      counts[from * stateCount + stateCount - 1]!++;
    }
    return { segment, stateCount, counts, shares: rowShares(counts, stateCount) };
  });
}

function rowShares(counts: Float64Array, stateCount: number): Float64Array {
  const shares = new Float64Array(counts.length);
  for (let row = 0; row < counts.length; row += stateCount) {
    let sum = 0;
    for (let i = row; i < row + stateCount; i++) sum += counts[i]!;
    if (sum === 0) continue;
    for (let i = row; i < row + stateCount; i++) shares[i] = counts[i]! / sum;
  }
  return shares;
}

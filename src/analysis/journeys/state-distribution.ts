// What people of a segment do at their first event, their second, and so on.
import type { Labels } from '../agreement/cross-table.ts';
import { requireRange } from '../statistics/require-values.ts';
import type { Journeys } from './journey-types.ts';
import { requireJourneys, requirePeople } from './require-journeys.ts';
import { peopleBySegment } from './tabulate-segments.ts';

export interface StateDistribution {
  readonly segment: number;
  readonly personCount: number;
  /** Steps x kinds, row-major: people whose event at this step is of this kind. */
  readonly counts: Uint32Array;
  /** By step: people whose journey reaches it; the others have ended. */
  readonly people: Uint32Array;
}

/**
 * @param stepCount steps counted from the first event, 1 to 1,000
 * @throws AnalysisError as `requireJourneys`; `parameter.out-of-range`
 */
export function stateDistributions(
  journeys: Journeys,
  labels: Labels,
  segmentCount: number,
  stepCount: number,
): StateDistribution[] {
  requireJourneys(journeys);
  requirePeople(labels.length, journeys, 'State distribution');
  requireRange(stepCount, 1, 1000, 'The number of steps');
  const { starts, kinds, kindNames } = journeys;
  const kindCount = kindNames.length;
  const members = peopleBySegment(labels, segmentCount).slice(0, segmentCount);
  return members.map((persons, segment) => {
    const counts = new Uint32Array(stepCount * kindCount);
    const people = new Uint32Array(stepCount);
    for (const person of persons) {
      const start = starts[person]!;
      const steps = Math.min(stepCount, starts[person + 1]! - start);
      for (let step = 0; step < steps; step++) {
        counts[step * kindCount + kinds[start + step]!]!++;
        people[step]!++;
      }
    }
    return { segment, personCount: persons.length, counts, people };
  });
}

// Length, days and counts of every journey.
import { AnalysisError } from '../analysis-error.ts';
import type { JourneyFacts, Journeys } from './journey-types.ts';
import { requireJourneys } from './require-journeys.ts';

/**
 * @param cutoffDay the end of the observation window, on the scale of the events' days
 * @throws AnalysisError as `requireJourneys`; `parameter.out-of-range` where events lie behind the
 *   cutoff: they would tell of what is to be foretold
 */
export function journeyFacts(journeys: Journeys, cutoffDay: number): JourneyFacts {
  requireJourneys(journeys);
  const { personCount, starts, kinds, days, kindNames } = journeys;
  const column = () => new Float64Array(personCount);
  const facts = { length: column(), firstDay: column(), lastDay: column(), tenure: column() };
  const kindCounts = new Float64Array(personCount * kindNames.length);
  for (let person = 0; person < personCount; person++) {
    const start = starts[person]!;
    const end = starts[person + 1]!;
    if (!(days[end - 1]! <= cutoffDay)) refuseLateEvent(person, days[end - 1]!, cutoffDay);
    facts.length[person] = end - start;
    facts.firstDay[person] = days[start]!;
    facts.lastDay[person] = days[end - 1]!;
    facts.tenure[person] = cutoffDay - days[start]!;
    for (let event = start; event < end; event++) {
      kindCounts[person * kindNames.length + kinds[event]!]!++;
    }
  }
  return { ...facts, kindCounts };
}

function refuseLateEvent(person: number, day: number, cutoffDay: number): never {
  throw new AnalysisError(
    'parameter.out-of-range',
    `Person ${person} has an event on day ${day}, behind the cutoff on day ${cutoffDay}.`,
    'Events behind the cutoff belong to the outcome, not to the journey: leave them out.',
    { row: person },
  );
}

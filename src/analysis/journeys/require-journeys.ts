// Guards at the door of everything that reads journeys.
import { AnalysisError } from '../analysis-error.ts';
import { requireCount } from '../statistics/require-values.ts';
import type { Journeys } from './journey-types.ts';

/**
 * @throws AnalysisError `input.empty`, `input.length-mismatch`, `input.too-few-rows` for a person
 *   without events, `input.unknown-label` for an unknown kind, `input.not-finite` for a day that is no
 *   number or lies before the event that precedes it
 */
export function requireJourneys({ personCount, starts, kinds, days, kindNames }: Journeys): void {
  requireCount(personCount, 1, 'Journeys');
  const eventCount = starts[personCount] ?? -1;
  if (
    starts.length !== personCount + 1 ||
    kinds.length !== eventCount ||
    days.length !== eventCount
  ) {
    throw new AnalysisError(
      'input.length-mismatch',
      `Journeys: ${personCount} people with ${starts.length} starts, ${kinds.length} kinds, ${days.length} days.`,
      'Give every event its kind and its day, and every person the place of the first event.',
    );
  }
  for (let person = 0; person < personCount; person++) {
    const start = starts[person]!;
    const end = starts[person + 1]!;
    if (end <= start) refuseWithoutEvents(person);
    for (let event = start; event < end; event++) {
      if (!(kinds[event]! < kindNames.length)) refuseKind(event, kinds[event]!);
      const day = days[event]!;
      if (!Number.isFinite(day) || (event > start && day < days[event - 1]!)) refuseDay(event, day);
    }
  }
}

function refuseWithoutEvents(person: number): never {
  throw new AnalysisError(
    'input.too-few-rows',
    `Person ${person} has no event in the observation window.`,
    'Leave people without events out before building journeys.',
    { row: person },
  );
}

function refuseKind(event: number, kind: number): never {
  throw new AnalysisError(
    'input.unknown-label',
    `Event ${event} is of kind ${kind}, which has no name.`,
    'Name every kind of event, and count kinds from 0.',
    { row: event },
  );
}

function refuseDay(event: number, day: number): never {
  throw new AnalysisError(
    'input.not-finite',
    `Event ${event} has the day ${day}, which is no number or before the event that precedes it.`,
    'Correct times that cannot be read, and sort the events of every person by time.',
    { row: event },
  );
}

/** @throws AnalysisError `input.length-mismatch` */
export function requirePeople(count: number, journeys: Journeys, what: string): void {
  if (count === journeys.personCount) return;
  throw new AnalysisError(
    'input.length-mismatch',
    `${what}: ${count} values for ${journeys.personCount} people.`,
    'Both have to list the same people in the same order.',
  );
}

// Journeys small enough to count by hand, for the tests of what is said about segments.
import type { Journeys } from '#analysis/journeys/journey-types';

/** One person a list; events are [kind, day]. */
export function journeysOf(
  kindNames: readonly string[],
  people: readonly (readonly (readonly [number, number])[])[],
): Journeys {
  const starts = new Uint32Array(people.length + 1);
  people.forEach((events, person) => (starts[person + 1] = starts[person]! + events.length));
  const events = people.flat();
  return {
    personCount: people.length,
    starts,
    kinds: Uint8Array.from(events, ([kind]) => kind),
    days: Float64Array.from(events, ([, day]) => day),
    kindNames,
  };
}

/** Kinds only, one letter an event: a, b, c; a day apart. */
export function journeysOfText(...people: string[]): Journeys {
  return journeysOf(
    ['opened', 'clicked', 'visits'],
    people.map((text) => Array.from(text, (letter, day) => ['abc'.indexOf(letter), day] as const)),
  );
}

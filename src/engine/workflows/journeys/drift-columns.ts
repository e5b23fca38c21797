// What is compared between the persons of a model and new ones.
import type { JourneyFacts } from '#analysis/journeys/journey-types';

/** Length, tenure and the events of every kind. */
export function driftColumns(
  facts: JourneyFacts,
  kindNames: readonly string[],
): { name: string; values: Float64Array }[] {
  const ofKind = (kind: number) =>
    facts.length.map((_, person) => facts.kindCounts[person * kindNames.length + kind]!);
  return [
    { name: 'length', values: facts.length },
    { name: 'tenure', values: facts.tenure },
    ...kindNames.map((name, kind) => ({ name, values: ofKind(kind) })),
  ];
}

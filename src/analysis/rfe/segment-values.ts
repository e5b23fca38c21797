// The numbers that the sentences of the answer page are tied to, by the names in their templates.
import type { AnswerInput } from './answer-types.ts';
import type { SegmentProfile, SegmentProfiles } from './rfe-types.ts';
import { measure, people, share, text, type SentenceValue } from '../words/sentence.ts';

/** The numbers of a segment that sentences speak of, by name. */
export function valuesOf(
  segment: SegmentProfile,
  { names, profiles }: Pick<AnswerInput, 'names' | 'profiles'>,
): Record<string, SentenceValue> {
  const medians = segment.features.map((feature): [string, SentenceValue] => [
    feature.role,
    measure(feature.median, feature.unit),
  ]);
  return {
    ...Object.fromEntries(medians.reverse()),
    name: text(names[segment.index] ?? `Segment ${segment.index + 1}`),
    people: people(segment.size),
    share: share(segment.personShare),
    value: text(profiles.value.name),
    valueShare: segment.valueShare === null ? text('no share') : share(segment.valueShare),
    valueEach: measure(segment.valueTotal / segment.size, profiles.value.unit),
  };
}

/** The numbers of several segments together. */
export function sumOf(
  profiles: SegmentProfiles,
  segments: readonly SegmentProfile[],
): Record<string, SentenceValue> {
  const persons = segments.reduce((sum, { size }) => sum + size, 0);
  const value = segments.reduce((sum, { valueShare }) => sum + (valueShare ?? 0), 0);
  const known = segments.every(({ valueShare }) => valueShare !== null);
  return {
    people: people(persons),
    share: share(persons / profiles.personCount),
    valueShare: known ? share(value) : text('no share'),
    value: text(profiles.value.name),
  };
}

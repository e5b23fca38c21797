// The rules that decide which segment belongs to which question.
import type { Question } from './answer-types.ts';
import type { SegmentProfile, SegmentProfiles } from './rfe-types.ts';
import { levelsOf } from './segment-levels.ts';

/** The segments behind every question, by index. */
export interface SegmentSelection {
  readonly loyal: readonly SegmentProfile[];
  readonly convertible: readonly SegmentProfile[];
  /** Frequent once, not recent now: worth a reminder. */
  readonly fading: readonly SegmentProfile[];
  readonly effort: readonly SegmentProfile[];
}

/** A share of value below this part of the share of people is out of proportion. */
export const lowValueRatio = 0.5;

export const rules: Readonly<Record<Question, string>> = {
  loyal: 'Recent and frequent, with a median of at least two events.',
  convertible:
    'Not frequent, not long ago, and at least averagely engaged (mean z of engagement at least ' +
    '0); without an engagement feature: recent.',
  'how-to-reach':
    'The convertible segments, and those that are frequent but no longer recent. People seen as ' +
    'recently as three quarters of every recent segment are reached where they are; the others ' +
    'need a reminder.',
  'not-worth-the-effort':
    'Long ago, not frequent, and with less than half the share of value that their share of ' +
    'people would give them.',
};

/** What the words of the rules mean. */
export const levelRule =
  'Recent, long ago and frequent go by the mean z-value of a segment: at least 0.4 deviations ' +
  'from the average person; recent and frequent also at least half as far as the best segment.';

/** Every segment belongs to one selection at most; empty segments belong to none. */
export function selectSegments(profiles: SegmentProfiles): SegmentSelection {
  const filled = profiles.segments.filter(({ size }) => size > 0);
  const loyal = filled.filter((segment) => isLoyal(segment, profiles));
  const rest = filled.filter((segment) => !loyal.includes(segment));
  return {
    loyal,
    convertible: rest.filter((segment) => isConvertible(segment, profiles)),
    fading: rest.filter((segment) => isFading(segment, profiles)),
    effort: rest.filter((segment) => isNotWorthEffort(segment, profiles)),
  };
}

function isLoyal(segment: SegmentProfile, profiles: SegmentProfiles): boolean {
  const { recency, frequency } = levelsOf(segment, profiles);
  const events = segment.features.find(({ role }) => role === 'frequency')?.median ?? 0;
  return recency === 'recent' && frequency === 'frequent' && events >= 2;
}

function isConvertible(segment: SegmentProfile, profiles: SegmentProfiles): boolean {
  const { recency, frequency } = levelsOf(segment, profiles);
  if (recency === 'long ago' || frequency === 'frequent') return false;
  const engagement = segment.features.find(({ role }) => role === 'engagement');
  if (engagement && engagement.z !== null) return engagement.z >= 0;
  return recency === 'recent';
}

function isFading(segment: SegmentProfile, profiles: SegmentProfiles): boolean {
  const { recency, frequency } = levelsOf(segment, profiles);
  return frequency === 'frequent' && recency !== 'recent';
}

function isNotWorthEffort(segment: SegmentProfile, profiles: SegmentProfiles): boolean {
  const { recency, frequency } = levelsOf(segment, profiles);
  if (recency !== 'long ago' || frequency === 'frequent') return false;
  // Where nobody brings anything, time alone decides.
  return segment.valueShare === null || segment.valueShare < lowValueRatio * segment.personShare;
}

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
  loyal:
    'Recent (mean z of recency at most -0.4) and frequent (mean z of frequency at least 0.4), ' +
    'with a median of at least two events.',
  convertible:
    'Not frequent, not long ago (mean z of recency below 0.4), and at least averagely engaged ' +
    '(mean z of engagement at least 0); without an engagement feature: recent.',
  'how-to-reach':
    'The convertible segments, and those that are frequent but no longer recent. People seen ' +
    'within the median recency of all are reached where they are; the others need a reminder.',
  'not-worth-the-effort':
    'Long ago (mean z of recency at least 0.4), not frequent, and with less than half the share ' +
    'of value that their share of people would give them.',
};

/** Every segment belongs to one selection at most; empty segments belong to none. */
export function selectSegments({ segments }: SegmentProfiles): SegmentSelection {
  const filled = segments.filter(({ size }) => size > 0);
  const loyal = filled.filter(isLoyal);
  const rest = filled.filter((segment) => !isLoyal(segment));
  return {
    loyal,
    convertible: rest.filter(isConvertible),
    fading: rest.filter(isFading),
    effort: rest.filter(isNotWorthEffort),
  };
}

function isLoyal(segment: SegmentProfile): boolean {
  const { recency, frequency } = levelsOf(segment);
  const events = segment.features.find(({ role }) => role === 'frequency')?.median ?? 0;
  return recency === 'recent' && frequency === 'frequent' && events >= 2;
}

function isConvertible(segment: SegmentProfile): boolean {
  const { recency, frequency } = levelsOf(segment);
  if (recency === 'long ago' || frequency === 'frequent') return false;
  const engagement = segment.features.find(({ role }) => role === 'engagement');
  if (engagement && engagement.z !== null) return engagement.z >= 0;
  return recency === 'recent';
}

function isFading(segment: SegmentProfile): boolean {
  const { recency, frequency } = levelsOf(segment);
  return frequency === 'frequent' && recency !== 'recent';
}

function isNotWorthEffort(segment: SegmentProfile): boolean {
  const { recency, frequency } = levelsOf(segment);
  if (recency !== 'long ago' || frequency === 'frequent') return false;
  // Where nobody brings anything, time alone decides.
  return segment.valueShare === null || segment.valueShare < lowValueRatio * segment.personShare;
}

// The plain levels that names and answers are made from: how recent, how frequent, how engaged.
import {
  featureOf,
  type FeatureRole,
  type SegmentProfile,
  type SegmentProfiles,
} from './rfe-types.ts';

export type Level = 'low' | 'middle' | 'high';

/** A mean z-value beyond this can count as low or high. */
export const levelThreshold = 0.4;

/** The good end besides asks for at least this part of the way to the best segment. */
export const levelReach = 0.5;

export interface SegmentLevels {
  /** Low z of the days since the last event is recent. */
  readonly recency: 'recent' | 'middle' | 'long ago' | null;
  /** Never and once are absolute: a median of none or of one event. */
  readonly frequency: 'never' | 'once' | 'occasional' | 'middle' | 'frequent' | null;
  readonly engagement: Level | null;
  readonly monetary: Level | null;
}

/**
 * Levels of a segment among its fellows; null where there is no such feature or it took no part in
 * the fit. Recent, frequent and much engaged have to hold beside the best segment too: compared with
 * the average person alone, somebody last seen half a year ago would be recent wherever most people
 * left long before.
 */
export function levelsOf(profile: SegmentProfile, { segments }: SegmentProfiles): SegmentLevels {
  const recency = levelOf(profile, segments, 'recency');
  return {
    recency: recency && ({ low: 'recent', middle: 'middle', high: 'long ago' } as const)[recency],
    frequency: frequencyOf(profile, segments),
    engagement: levelOf(profile, segments, 'engagement'),
    monetary: levelOf(profile, segments, 'monetary'),
  };
}

function frequencyOf(
  profile: SegmentProfile,
  segments: readonly SegmentProfile[],
): SegmentLevels['frequency'] {
  const feature = featureOf(profile, 'frequency');
  if (!feature) return null;
  if (feature.median <= 0) return 'never';
  const level = levelOf(profile, segments, 'frequency');
  // Where one event is more than most people have, it is not few.
  if (feature.median <= 1 && level !== 'high') return 'once';
  return level && ({ low: 'occasional', middle: 'middle', high: 'frequent' } as const)[level];
}

function levelOf(
  profile: SegmentProfile,
  segments: readonly SegmentProfile[],
  role: FeatureRole,
): Level | null {
  const z = featureOf(profile, role)?.z ?? null;
  if (z === null) return null;
  const sign = role === 'recency' ? -1 : 1;
  const goodness = sign * z;
  const best = Math.max(...segments.map((segment) => sign * (featureOf(segment, role)?.z ?? 0)));
  if (goodness >= Math.max(levelThreshold, levelReach * best)) return sign > 0 ? 'high' : 'low';
  if (goodness <= -levelThreshold) return sign > 0 ? 'low' : 'high';
  return 'middle';
}

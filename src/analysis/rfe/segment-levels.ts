// The plain levels that names and answers are made from: how recent, how frequent, how engaged.
import { featureOf, type FeatureRole, type SegmentProfile } from './rfe-types.ts';

export type Level = 'low' | 'middle' | 'high';

/** A mean z-value beyond this counts as low or high: about the outer two thirds of persons. */
export const levelThreshold = 0.4;

export interface SegmentLevels {
  /** Low z of the days since the last event is recent. */
  readonly recency: 'recent' | 'middle' | 'long ago' | null;
  /** Never and once are absolute: a median of none or of one event. */
  readonly frequency: 'never' | 'once' | 'occasional' | 'middle' | 'frequent' | null;
  readonly engagement: Level | null;
  readonly monetary: Level | null;
}

/** Levels of a segment; null where there is no such feature or it took no part in the fit. */
export function levelsOf(profile: SegmentProfile): SegmentLevels {
  const recency = levelOf(profile, 'recency');
  return {
    recency: recency && ({ low: 'recent', middle: 'middle', high: 'long ago' } as const)[recency],
    frequency: frequencyOf(profile),
    engagement: levelOf(profile, 'engagement'),
    monetary: levelOf(profile, 'monetary'),
  };
}

function frequencyOf(profile: SegmentProfile): SegmentLevels['frequency'] {
  const feature = featureOf(profile, 'frequency');
  if (!feature) return null;
  if (feature.median <= 0) return 'never';
  const level = levelOf(profile, 'frequency');
  // Where one event is more than most people have, it is not few.
  if (feature.median <= 1 && level !== 'high') return 'once';
  return level && ({ low: 'occasional', middle: 'middle', high: 'frequent' } as const)[level];
}

function levelOf(profile: SegmentProfile, role: FeatureRole): Level | null {
  const z = featureOf(profile, role)?.z ?? null;
  if (z === null) return null;
  if (z <= -levelThreshold) return 'low';
  return z >= levelThreshold ? 'high' : 'middle';
}

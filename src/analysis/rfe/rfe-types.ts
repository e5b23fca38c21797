// The vocabulary of segments: what a feature stands for, and what is said of a segment.
import type { Unit } from '../words/unit.ts';

/** What a feature means for the questions; `other` features are described but decide nothing. */
export type FeatureRole = 'recency' | 'frequency' | 'engagement' | 'monetary' | 'other';

/** One feature of all persons. */
export interface SegmentFeature {
  readonly name: string;
  readonly role: FeatureRole;
  readonly unit: Unit;
  /** One value a person, in own units. */
  readonly values: Float64Array;
  /** The same on the scale of the fit; null for a feature that took no part in it. */
  readonly zValues: Float64Array | null;
}

/** What is shared out between segments: clicks, purchases or money. */
export interface SegmentValue {
  readonly name: string;
  readonly unit: Unit;
  readonly values: Float64Array;
}

export interface FeatureProfile {
  readonly name: string;
  readonly role: FeatureRole;
  readonly unit: Unit;
  /** In own units. */
  readonly mean: number;
  readonly median: number;
  readonly quartiles: readonly [number, number];
  /** Mean z-value: 0 is the average person. Null for a feature that took no part in the fit. */
  readonly z: number | null;
}

export interface SegmentProfile {
  /** The label of the segment. */
  readonly index: number;
  readonly size: number;
  readonly personShare: number;
  readonly valueTotal: number;
  /** Share of the value of all persons; null where that is not positive. */
  readonly valueShare: number | null;
  /** Persons whose value is zero or less. */
  readonly zeroValueCount: number;
  /** In the order of the features; empty for a segment without persons. */
  readonly features: readonly FeatureProfile[];
}

/** All segments, with everybody together for comparison. */
export interface SegmentProfiles {
  readonly personCount: number;
  readonly value: { readonly name: string; readonly unit: Unit };
  readonly segments: readonly SegmentProfile[];
  readonly everybody: SegmentProfile;
}

/** The profile of the first feature with a role; undefined where there is none. */
export function featureOf(profile: SegmentProfile, role: FeatureRole): FeatureProfile | undefined {
  return profile.features.find((feature) => feature.role === role);
}

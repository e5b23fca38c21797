// Names for segments in plain words, made from what the segments contain and nothing else.
import {
  featureOf,
  type FeatureProfile,
  type SegmentProfile,
  type SegmentProfiles,
} from './rfe-types.ts';
import { levelsOf, type SegmentLevels } from './segment-levels.ts';
import { measure, renderValue } from '../words/sentence.ts';

type Recency = NonNullable<SegmentLevels['recency']>;
type Frequency = NonNullable<SegmentLevels['frequency']>;

const names: Record<Frequency, Record<Recency, string>> = {
  frequent: {
    recent: 'Loyal',
    middle: 'Frequent, cooling off',
    'long ago': 'Lapsed, formerly frequent',
  },
  middle: {
    recent: 'Recent and regular',
    middle: 'Average',
    'long ago': 'Lapsed, formerly regular',
  },
  occasional: {
    recent: 'Recent and occasional',
    middle: 'Occasional',
    'long ago': 'Occasional, long ago',
  },
  once: {
    recent: 'One {event}, recently',
    middle: 'One {event}',
    'long ago': 'One {event}, long ago',
  },
  never: {
    recent: 'Recent, no {events}',
    middle: 'No {events}',
    'long ago': 'No {events}, long ago',
  },
};

const byFrequency: Record<Frequency, string> = {
  frequent: 'Frequent',
  middle: 'Regular',
  occasional: 'Occasional',
  once: 'One {event}',
  never: 'No {events}',
};

const byRecency: Record<Recency, string> = {
  recent: 'Recent',
  middle: 'Not so recent',
  'long ago': 'Long ago',
};

/**
 * One name for each segment, in their order: unique, and the same for the same content whatever
 * the numbering. Segments with the same name are told apart by the median of the feature in which
 * they differ most, in own units.
 */
export function suggestNames(profiles: SegmentProfiles): string[] {
  const { segments } = profiles;
  const plain = segments.map((segment) => plainName(segment, profiles));
  const told = plain.map((name, i) => {
    const group = segments.filter((_, j) => plain[j] === name);
    return group.length === 1 ? name : name + distinction(segments[i]!, group);
  });
  return told.map((name, i) => {
    const earlier = told.slice(0, i).filter((other) => other === name).length;
    return earlier === 0 ? name : `${name} (${earlier + 1})`;
  });
}

/** The name by content alone; segments with like content get the same one. */
export function plainName(segment: SegmentProfile, profiles: SegmentProfiles): string {
  if (segment.size === 0) return 'Nobody';
  const levels = levelsOf(segment, profiles);
  const { recency, frequency } = levels;
  const events = featureOf(segment, 'frequency');
  const { one, many } = events?.unit ?? { one: '', many: '' };
  // Half of a segment without any is not all of it.
  const isNone = events?.mean === 0;
  const withEvents = (name: string) =>
    (isNone
      ? name
      : name.replace('no {events}', 'hardly any {events}').replace('No {', 'Hardly any {')
    )
      .replace('{event}', one || 'event')
      .replace('{events}', many || 'events');
  if (recency && frequency) {
    return withEvents(names[frequency][recency]) + engagementRemark(segment, levels);
  }
  if (frequency) return withEvents(byFrequency[frequency]);
  if (recency) return byRecency[recency];
  return strongestFeature(segment);
}

/** Engagement is mentioned where it says something else than frequency does. */
function engagementRemark(segment: SegmentProfile, levels: SegmentLevels): string {
  const { frequency, engagement } = levels;
  const seldom = frequency === 'occasional' || frequency === 'once' || frequency === 'never';
  const unit = featureOf(segment, 'engagement')?.unit.many ?? '';
  if (unit === '') return '';
  if (seldom && engagement === 'high') return `, many ${unit}`;
  if (frequency === 'frequent' && engagement === 'low') return `, few ${unit}`;
  return '';
}

/** Without recency and frequency: the feature in which the segment stands out most. */
function strongestFeature(segment: SegmentProfile): string {
  const scored = segment.features.filter((feature) => feature.z !== null);
  const strongest = scored.reduce<FeatureProfile | undefined>(
    (best, feature) =>
      best === undefined || Math.abs(feature.z ?? 0) > Math.abs(best.z ?? 0) ? feature : best,
    undefined,
  );
  if (!strongest || Math.abs(strongest.z ?? 0) < 0.4) return 'Average';
  return `${(strongest.z ?? 0) > 0 ? 'Much' : 'Little'} ${strongest.name}`;
}

function distinction(segment: SegmentProfile, group: readonly SegmentProfile[]): string {
  let widest = { spread: 0, index: -1 };
  segment.features.forEach((_, index) => {
    const zs = group.map((member) => member.features[index]?.z ?? 0);
    const spread = Math.max(...zs) - Math.min(...zs);
    if (spread > widest.spread) widest = { spread, index };
  });
  const feature = segment.features[widest.index];
  return feature ? `, about ${renderValue(measure(short(feature.median), feature.unit))}` : '';
}

/** Two significant digits, or all digits before the point: 0.034, 1.2, 12, 345. */
function short(value: number): number {
  return Math.abs(value) >= 10 ? Math.round(value) : Number(value.toPrecision(2));
}

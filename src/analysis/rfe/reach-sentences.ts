// How to reach people: where they are now, who needs a reminder, who only looks, and which channel.
import { wilsonInterval } from '../statistics/wilson-interval.ts';
import type { AnswerInput, ChannelTable } from './answer-types.ts';
import {
  featureOf,
  type FeatureRole,
  type SegmentProfile,
  type SegmentProfiles,
} from './rfe-types.ts';
import type { Unit } from '../words/unit.ts';
import { levelsOf } from './segment-levels.ts';
import { valuesOf } from './segment-values.ts';
import type { SegmentSelection } from './select-segments.ts';
import { count, measure, people, share, text, type Sentence } from '../words/sentence.ts';

/** A channel is named where its share in the segment is at least this many times its share in all. */
export const channelLift = 1.2;

export function reachSentences(input: AnswerInput, selection: SegmentSelection): Sentence[] {
  const targets = [...selection.convertible, ...selection.fading];
  if (targets.length === 0) {
    return [
      {
        template: 'There is nobody to be reached: no segment is convertible or fading.',
        values: {},
        segment: null,
      },
    ];
  }
  return targets.flatMap((segment) => [
    activitySentence(input, segment, selection.fading.includes(segment)),
    ...lookingSentence(input, segment),
    ...input.channels.flatMap((channel) => channelSentence(input, channel, segment)),
  ]);
}

function activitySentence(input: AnswerInput, segment: SegmentProfile, fading: boolean): Sentence {
  const { days: cutoff, unit } = activeWithin(input.profiles);
  const active = countPeople(input, segment.index, (row) => {
    return (valuesOfRole(input, 'recency')?.[row] ?? Infinity) <= cutoff;
  });
  const values = {
    ...valuesOf(segment, input),
    cutoff: measure(cutoff, unit),
    active: count(active),
    activeShare: share(active / segment.size),
    away: count(segment.size - active),
    awayShare: share(1 - active / segment.size),
  };
  const isHere = active >= segment.size / 2 && !fading;
  const template = isHere ? hereTemplate(segment.size - active) : awayTemplate(active);
  return { template, values, segment: segment.index };
}

function hereTemplate(away: number): string {
  const main =
    '{name}: {active} of {people} ({activeShare}) were here within the last {cutoff}; ' +
    'they are reached where they are.';
  return `${main}${forCount(away, ' The other one needs a reminder.', ' The other {away} need a reminder.')}`;
}

function awayTemplate(active: number): string {
  const main =
    '{name}: {away} of {people} ({awayShare}) were not here within the last {cutoff}; ' +
    'they need a reminder from outside.';
  return `${main}${forCount(active, ' The other one was here.', ' The other {active} are reached where they are.')}`;
}

/** Nothing is said of nobody. */
const forCount = (rest: number, one: string, many: string): string =>
  rest === 0 ? '' : rest === 1 ? one : many;

/** The days within which three quarters of the people of every recent segment were here. */
function activeWithin(profiles: SegmentProfiles): { days: number; unit: Unit } {
  const known = profiles.segments.flatMap((segment) => {
    const recency = featureOf(segment, 'recency');
    return recency ? [{ recency, recent: levelsOf(segment, profiles).recency === 'recent' }] : [];
  });
  const recent = known.filter((segment) => segment.recent).map(({ recency }) => recency);
  const days = recent.map(({ quartiles }) => quartiles[1]);
  // Without a recent segment the one that was here last is the measure.
  const fallback = Math.min(...known.map(({ recency }) => recency.quartiles[1]));
  return {
    days: days.length > 0 ? Math.max(...days) : fallback,
    unit: known[0]?.recency.unit ?? { one: '', many: '' },
  };
}

/** People who come without bringing any value are met where they look. */
function lookingSentence(input: AnswerInput, segment: SegmentProfile): Sentence[] {
  const engagement = valuesOfRole(input, 'engagement');
  const unit = featureOf(segment, 'engagement')?.unit;
  if (!engagement || unit === undefined) return [];
  const looking = countPeople(input, segment.index, (row) => {
    return input.value.values[row]! <= 0 && engagement[row]! > 0;
  });
  if (looking === 0) return [];
  return [
    {
      template:
        '{name}: {looking} ({lookingShare}) have {unit} but no {value} at all: their ' +
        '{unit} are the place to meet them.',
      values: {
        ...valuesOf(segment, input),
        looking: people(looking),
        lookingShare: share(looking / segment.size),
        unit: text(unit.many),
      },
      segment: segment.index,
    },
  ];
}

/** The category with the largest lift, where it is beyond chance. */
function channelSentence(
  input: AnswerInput,
  channel: ChannelTable,
  segment: SegmentProfile,
): Sentence[] {
  const width = channel.categories.length;
  const own = channel.counts.slice(segment.index * width, (segment.index + 1) * width);
  const ownTotal = own.reduce((sum, value) => sum + value, 0);
  const allTotal = channel.counts.reduce((sum, value) => sum + value, 0);
  if (ownTotal === 0) return [];
  let best: { category: string; share: number; overall: number; lift: number } | undefined;
  own.forEach((persons, category) => {
    let everywhere = 0;
    for (let row = category; row < channel.counts.length; row += width) {
      everywhere += channel.counts[row]!;
    }
    const overall = everywhere / allTotal;
    const { share: here, low } = wilsonInterval(persons, ownTotal);
    if (here < channelLift * overall || low <= overall) return;
    const lift = here / overall;
    if (best && best.lift >= lift) return;
    best = { category: channel.categories[category] ?? '', share: here, overall, lift };
  });
  if (!best) return [];
  return [
    {
      template:
        '{name}: {channelShare} use {category} ({channel}), against {overallShare} of all people.',
      values: {
        ...valuesOf(segment, input),
        channel: text(channel.name),
        category: text(best.category),
        channelShare: share(best.share),
        overallShare: share(best.overall),
      },
      segment: segment.index,
    },
  ];
}

function valuesOfRole({ features }: AnswerInput, role: FeatureRole): Float64Array | undefined {
  return features.find((feature) => feature.role === role)?.values;
}

function countPeople(
  { labels }: AnswerInput,
  segment: number,
  matches: (row: number) => boolean,
): number {
  let found = 0;
  for (let row = 0; row < labels.length; row++) {
    if (labels[row] === segment && matches(row)) found++;
  }
  return found;
}

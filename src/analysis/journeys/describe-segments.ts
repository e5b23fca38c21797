// Sentences about every segment, each tied to its numbers.
import { measure, people, share, text, type Sentence } from '../words/sentence.ts';
import type { SegmentRow, SegmentTable } from './journey-types.ts';

const events = { one: 'event', many: 'events' };
const daysUnit = { one: 'day', many: 'days' };

/**
 * Size, events that stand out, time and outcome of every segment; where it is too small to be a finding,
 * that comes first.
 *
 * @param names of the segments, in their order
 */
export function describeSegments(table: SegmentTable, names: readonly string[]): Sentence[][] {
  return table.segments.map((row, i) => {
    const name = names[i] ?? '';
    if (row.size === 0) return [];
    return [
      ...(row.tooSmall ? [tooSmallSentence(row, name)] : []),
      sizeSentence(row, name),
      ...kindSentences(row, table),
      ...outcomeSentences(row, table),
    ];
  });
}

/** How many people no segment holds; null where there are none. */
export function describeNoise({ noise }: SegmentTable): Sentence | null {
  if (!noise) return null;
  return {
    template: '{people} ({share}) are like no group of others: no segment holds them.',
    values: { people: people(noise.size), share: share(noise.share.share) },
    segment: noise.segment,
  };
}

function tooSmallSentence(row: SegmentRow, name: string): Sentence {
  return {
    template: '{name} is too small to be a finding: {people}, under 1 % of all.',
    values: { name: text(name), people: people(row.size) },
    segment: row.segment,
  };
}

function sizeSentence(
  { segment, size, length, tenure, ...row }: SegmentRow,
  name: string,
): Sentence {
  return {
    template: '{name}: {people} ({share}), on average {length} over a tenure of {tenure}.',
    values: {
      name: text(name),
      people: people(size),
      share: share(row.share.share),
      length: measure(length?.mean ?? 0, events),
      tenure: measure(tenure?.mean ?? 0, daysUnit),
    },
    segment,
  };
}

/** Kinds whose interval lies apart from everybody's mean, the farthest first, at most three. */
function kindSentences(row: SegmentRow, { kindNames, everybody }: SegmentTable): Sentence[] {
  return kindNames
    .map((name, kind) => ({ name, own: row.kinds[kind]!, all: everybody.kinds[kind]! }))
    .filter(
      ({ own, all }) =>
        all.deviation > 0 &&
        own.low !== null &&
        own.high !== null &&
        (own.low > all.mean || own.high < all.mean),
    )
    .sort(
      (a, b) =>
        Math.abs(b.own.mean - b.all.mean) / b.all.deviation -
        Math.abs(a.own.mean - a.all.mean) / a.all.deviation,
    )
    .slice(0, 3)
    .map(({ name, own, all }) => ({
      template: `${own.mean > all.mean ? 'More' : 'Less'} {kind} than others: {own} a person, where everybody has {all}.`,
      values: {
        kind: text(name),
        own: measure(own.mean, { one: '', many: '' }),
        all: measure(all.mean, { one: '', many: '' }),
      },
      segment: row.segment,
    }));
}

function outcomeSentences(
  { segment, outcome }: SegmentRow,
  { everybody, outcomeName }: SegmentTable,
): Sentence[] {
  if (!outcome || !everybody.outcome || outcomeName === null) return [];
  return [
    {
      template: '{own} {outcome} (95 % interval {low} to {high}), of everybody {all}.',
      values: {
        own: share(outcome.share),
        low: share(outcome.low),
        high: share(outcome.high),
        all: share(everybody.outcome.share),
        outcome: text(outcomeName),
      },
      segment,
    },
  ];
}

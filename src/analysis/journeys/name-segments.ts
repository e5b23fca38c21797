// Names for segments of journeys, from what their people do and from what became of them.
import type { MeanInterval, SegmentRow, SegmentTable } from './journey-types.ts';

/** A mean this many standard deviations from everybody's is worth a word. */
const leastDifference = 0.4;

/** Words about what people do, at most. */
const greatestWordCount = 2;

/**
 * One name for each segment, in their order: unique, and the same for the same content whatever the
 * numbering of the segments.
 */
export function nameSegments(table: SegmentTable): string[] {
  const plain = table.segments.map((row) => plainName(row, table));
  const told = plain.map((name, i) => {
    const alone = plain.filter((other) => other === name).length === 1;
    const { length } = table.segments[i]!;
    return alone || !length ? name : `${name}, about ${Math.round(length.mean)} events`;
  });
  // Those that are still alike are told apart by their size, greatest first.
  return told.map((name, i) => {
    const alike = told.flatMap((other, j) => (other === name ? [j] : []));
    if (alike.length === 1) return name;
    alike.sort((a, b) => table.segments[b]!.size - table.segments[a]!.size || a - b);
    const place = alike.indexOf(i);
    return place === 0 ? name : `${name} (${place + 1})`;
  });
}

function plainName(row: SegmentRow, table: SegmentTable): string {
  if (row.size === 0) return 'Nobody';
  const words = eventWords(row, table);
  if (words.length === 0) words.push(lengthWord(row, table.everybody));
  const name = [...words, ...outcomeWords(row, table)].join(', ');
  return name.charAt(0).toUpperCase() + name.slice(1);
}

function eventWords(row: SegmentRow, { kindNames, everybody }: SegmentTable): string[] {
  return kindNames
    .map((name, kind) => ({ name, own: row.kinds[kind]!, all: everybody.kinds[kind]! }))
    .map(({ name, own, all }) => ({ name, own, difference: differenceOf(own, all) }))
    .filter(({ difference }) => Math.abs(difference) >= leastDifference)
    .sort((a, b) => Math.abs(b.difference) - Math.abs(a.difference))
    .slice(0, greatestWordCount)
    .map(({ name, own, difference }) => {
      if (own.mean === 0) return `no ${name}`;
      return `${difference > 0 ? 'many' : 'few'} ${name}`;
    });
}

function differenceOf(own: MeanInterval, all: MeanInterval): number {
  return all.deviation === 0 ? 0 : (own.mean - all.mean) / all.deviation;
}

function lengthWord(row: SegmentRow, everybody: SegmentRow): string {
  if (!row.length || !everybody.length) return 'average journeys';
  const difference = differenceOf(row.length, everybody.length);
  if (difference >= leastDifference) return 'long journeys';
  if (difference <= -leastDifference) return 'short journeys';
  return 'average journeys';
}

/** The outcome is mentioned where its interval lies apart from everybody's share. */
function outcomeWords({ outcome }: SegmentRow, { everybody, outcomeName }: SegmentTable): string[] {
  if (!outcome || !everybody.outcome || outcomeName === null) return [];
  if (outcome.low > everybody.outcome.share) return [`often ${outcomeName}`];
  if (outcome.high < everybody.outcome.share) return [`seldom ${outcomeName}`];
  return [];
}

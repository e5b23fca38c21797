// Names for segments of journeys, from what their people do and from what became of them.
import { tellApart } from './tell-apart.ts';
import type { MeanInterval, SegmentRow, SegmentTable } from './journey-types.ts';

/** A mean this many standard deviations from everybody's is worth a word. */
const leastDifference = 0.4;

/** Kinds of events in a name, at most. */
const greatestKindCount = 2;

/**
 * One name for each segment, in their order: unique, and the same for the same content whatever the
 * numbering of the segments.
 */
export function nameSegments(table: SegmentTable): string[] {
  const plain = table.segments.map((row) => plainName(row, table));
  const names = plain.slice();
  for (const name of new Set(plain)) {
    const alike = table.segments.filter((_, i) => plain[i] === name);
    if (alike.length === 1) continue;
    const suffixes = tellApart(alike, table);
    alike.forEach((row, i) => (names[table.segments.indexOf(row)] = name + suffixes[i]!));
  }
  return names;
}

function plainName(row: SegmentRow, table: SegmentTable): string {
  if (row.size === 0) return 'Nobody';
  const words = kindWords(row, table);
  if (words.length === 0) words.push(lengthWord(row, table.everybody));
  const name = [...words, ...outcomeWords(row, table)].join(', ');
  return name.charAt(0).toUpperCase() + name.slice(1);
}

function kindWords(row: SegmentRow, { kindNames, everybody }: SegmentTable): string[] {
  const telling = kindNames
    .map((name, kind) => ({ name, own: row.kinds[kind]!, all: everybody.kinds[kind]! }))
    .map(({ name, own, all }) => ({ name, own, difference: differenceOf(own, all) }))
    .filter(({ difference }) => Math.abs(difference) >= leastDifference)
    .sort((a, b) => Math.abs(b.difference) - Math.abs(a.difference))
    .slice(0, greatestKindCount);
  const byWord = new Map<string, string[]>();
  for (const { name, own, difference } of telling) {
    const word = amountWord(own, difference);
    byWord.set(word, [...(byWord.get(word) ?? []), name]);
  }
  return Array.from(
    byWord,
    ([word, names]) => `${word} ${names.join(word === 'no' ? ' or ' : ' and ')}`,
  );
}

/** "many" would be too much for what people do once. */
function amountWord({ mean }: MeanInterval, difference: number): string {
  if (mean === 0) return 'no';
  if (difference < 0) return 'few';
  return mean >= 1.5 ? 'many' : 'with';
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

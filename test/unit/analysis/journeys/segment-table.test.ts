// The table of segments, names and sentences, counted by hand.
import { describe, expect, test } from 'vitest';
import { AnalysisError } from '#analysis/analysis-error';
import { describeNoise, describeSegments } from '#analysis/journeys/describe-segments';
import { journeyFacts } from '#analysis/journeys/journey-facts';
import type { JourneyOutcomes } from '#analysis/journeys/journey-types';
import { nameSegments } from '#analysis/journeys/name-segments';
import { tabulateSegments } from '#analysis/journeys/tabulate-segments';
import { renderSentence } from '#analysis/words/sentence';
import { wilsonInterval } from '#analysis/statistics/wilson-interval';
import { journeysOf, journeysOfText } from './small-journeys.ts';

function outcomesOf(...happened: number[]): JourneyOutcomes {
  return {
    happened: Uint8Array.from(happened),
    days: new Float64Array(happened.length).fill(10),
    name: 'churned',
  };
}

const journeys = journeysOf(
  ['opened', 'clicked'],
  [
    [
      [0, 1],
      [0, 3],
    ],
    [
      [0, 2],
      [1, 2],
      [1, 8],
    ],
    [[1, 5]],
    [
      [0, 0],
      [0, 4],
    ],
  ],
);

describe('facts', () => {
  test('length, days, tenure and counts', () => {
    const facts = journeyFacts(journeys, 10);
    expect([...facts.length]).toEqual([2, 3, 1, 2]);
    expect([...facts.firstDay]).toEqual([1, 2, 5, 0]);
    expect([...facts.lastDay]).toEqual([3, 8, 5, 4]);
    expect([...facts.tenure]).toEqual([9, 8, 5, 10]);
    expect([...facts.kindCounts]).toEqual([2, 0, 1, 2, 0, 1, 2, 0]);
  });

  test.each([
    ['an event behind the cutoff', journeys, 7, 'parameter.out-of-range'],
    ['a person without events', journeysOf(['a'], [[[0, 1]], []]), 9, 'input.too-few-rows'],
    ['a time that cannot be read', journeysOf(['a'], [[[0, NaN]]]), 9, 'input.not-finite'],
    [
      'events out of order',
      journeysOf(
        ['a'],
        [
          [
            [0, 2],
            [0, 1],
          ],
        ],
      ),
      9,
      'input.not-finite',
    ],
    ['an unknown kind', journeysOf(['a'], [[[3, 2]]]), 9, 'input.unknown-label'],
    ['nobody', journeysOf(['a'], []), 9, 'input.empty'],
  ] as const)('%s is refused', (_, faulty, cutoff, code) => {
    try {
      journeyFacts(faulty, cutoff);
      expect.unreachable();
    } catch (error) {
      expect(error).toBeInstanceOf(AnalysisError);
      expect((error as AnalysisError).code).toBe(code);
    }
  });
});

describe('the table', () => {
  const facts = journeyFacts(journeys, 10);
  const table = tabulateSegments(
    [0, 0, 1, -1],
    2,
    journeys.kindNames,
    facts,
    outcomesOf(1, 0, 1, 0),
  );

  test('shares, means with intervals, outcome, and noise as its own row', () => {
    const [first, second] = table.segments;
    expect(first!.size).toBe(2);
    expect(first!.share).toEqual(wilsonInterval(2, 4));
    expect(first!.kinds.map(({ mean }) => mean)).toEqual([1.5, 1]);
    expect(first!.length!.mean).toBe(2.5);
    // t with one degree of freedom: 12.706 x 0.5.
    expect(first!.length!.high).toBeCloseTo(2.5 + 6.353, 3);
    expect(first!.length!.low).toBe(0);
    expect(first!.outcome).toEqual(wilsonInterval(1, 2));
    expect(second!.length).toEqual({ count: 1, mean: 1, deviation: 0, low: null, high: null });
    expect(table.noise!.size).toBe(1);
    expect(table.noise!.segment).toBe(-1);
    expect(table.everybody.size).toBe(4);
    expect(table.everybody.outcome!.share).toBe(0.5);
  });

  test('without noise there is no row of it, without outcome no share of it', () => {
    const plain = tabulateSegments([0, 0, 1, 1], 3, journeys.kindNames, facts, null);
    expect(plain.noise).toBeNull();
    expect(plain.outcomeName).toBeNull();
    expect(plain.segments[0]!.outcome).toBeNull();
    expect(plain.segments[2]).toMatchObject({ size: 0, kinds: [], length: null });
  });

  test('a segment under 1 % is too small to be a finding, one of 1 % is not', () => {
    const people = journeysOfText(...Array.from({ length: 300 }, () => 'ab'));
    const labels = Array.from({ length: 300 }, (_, i) => (i < 2 ? 0 : i < 5 ? 1 : 2));
    const small = tabulateSegments(labels, 3, people.kindNames, journeyFacts(people, 9), null);
    expect(small.segments.map(({ tooSmall }) => tooSmall)).toEqual([true, false, false]);
    const sentences = describeSegments(small, ['A', 'B', 'C']);
    expect(renderSentence(sentences[0]![0]!)).toBe(
      'A is too small to be a finding: 2 people, under 1 % of all.',
    );
    expect(renderSentence(sentences[1]![0]!)).toContain('B: 3 people (1 %)');
  });

  test.each([
    ['labels of other people', [0, 0], outcomesOf(1, 0, 1, 0), 'input.length-mismatch'],
    ['outcomes of other people', [0, 0, 1, 1], outcomesOf(1), 'input.length-mismatch'],
    ['an outcome of 2', [0, 0, 1, 1], outcomesOf(1, 0, 2, 0), 'parameter.out-of-range'],
    ['an unknown segment', [0, 0, 1, 5], null, 'input.unknown-label'],
  ] as const)('%s are refused', (_, labels, outcomes, code) => {
    try {
      tabulateSegments(labels, 2, journeys.kindNames, facts, outcomes);
      expect.unreachable();
    } catch (error) {
      expect((error as AnalysisError).code).toBe(code);
    }
  });
});

describe('names', () => {
  const texts = [
    ...Array.from({ length: 40 }, () => 'aaaaaab'),
    ...Array.from({ length: 40 }, () => 'cc'),
    ...Array.from({ length: 40 }, () => 'bbbbac'),
  ];
  const people = journeysOfText(...texts);
  const facts = journeyFacts(people, 10);
  const labels = texts.map((_, person) => Math.floor(person / 40));
  const outcomes = outcomesOf(...labels.map((label, i) => (label === 0 || i % 20 === 0 ? 1 : 0)));
  const table = tabulateSegments(labels, 3, people.kindNames, facts, outcomes);

  test('they tell what people do and what became of them', () => {
    expect(nameSegments(table)).toEqual([
      'Many opened, no visits, often churned',
      'Many visits, no clicked, seldom churned',
      'Many clicked, few opened, seldom churned',
    ]);
  });

  test('they follow the content, not the number', () => {
    const turned = labels.map((label) => (label + 1) % 3);
    const names = nameSegments(tabulateSegments(turned, 3, people.kindNames, facts, outcomes));
    expect(names).toEqual([2, 0, 1].map((segment) => nameSegments(table)[segment]));
  });

  test('what people do once is not called many, and like names are told apart by what differs', () => {
    const fast = Array.from(
      { length: 30 },
      () =>
        [
          [0, 0],
          [1, 2],
        ] as const,
    );
    const slow = Array.from(
      { length: 30 },
      () =>
        [
          [0, 0],
          [1, 40],
        ] as const,
    );
    const others = Array.from({ length: 60 }, () => [[2, 0]] as const);
    const two = journeysOf(['opened', 'clicked', 'visits'], [...fast, ...slow, ...others]);
    const own = Array.from({ length: 120 }, (_, i) => Math.min(2, Math.floor(i / 30)));
    const alike = tabulateSegments(own, 3, two.kindNames, journeyFacts(two, 50), null);
    expect(nameSegments(alike)).toEqual([
      'With opened and clicked, over about 2 days',
      'With opened and clicked, over about 40 days',
      'No opened or clicked',
    ]);
  });

  test('they are unique', () => {
    const same = tabulateSegments(
      labels.map((_, person) => person % 3),
      4,
      people.kindNames,
      facts,
      null,
    );
    const names = nameSegments(same);
    expect(new Set(names).size).toBe(4);
    expect(names[3]).toBe('Nobody');
  });

  test('sentences carry their numbers, and noise is told', () => {
    const noisy = tabulateSegments(
      labels.map((label, i) => (i % 10 === 0 ? -1 : label)),
      3,
      people.kindNames,
      facts,
      outcomes,
    );
    const text = describeSegments(noisy, nameSegments(noisy))[0]!.map(renderSentence);
    expect(text[0]).toContain('36 people (30 %), on average 7 events over a tenure of 10 days');
    expect(text.at(-1)).toMatch(
      /^100 % churned \(95 % interval \d\d\.\d % to 100 %\), of everybody /,
    );
    expect(renderSentence(describeNoise(noisy)!)).toContain('12 people (10 %)');
    expect(describeNoise(table)).toBeNull();
  });
});

// Order, transitions, state distribution, lengths and medoids of small journeys.
import { expect, test } from 'vitest';
import { eventTransitions } from '#analysis/journeys/event-transitions';
import { findMedoids } from '#analysis/journeys/find-medoids';
import { lengthHistogram } from '#analysis/journeys/length-histogram';
import { sequenceOrder } from '#analysis/journeys/sequence-order';
import { stateDistributions } from '#analysis/journeys/state-distribution';
import { makeCloud, pointsOf } from '../density/clouds.ts';
import { finish } from '../kmeans/blobs.ts';
import { journeysOfText } from './small-journeys.ts';

const people = journeysOfText('ab', 'a', 'ba', 'abc', 'ab', 'cc');

test('journeys are ordered by what happens from the start, from the end, or by length', () => {
  const labels = [0, 0, 0, 0, 0, 1];
  expect(sequenceOrder(people, labels, 2, 'from the start').map((own) => [...own])).toEqual([
    [1, 0, 4, 3, 2],
    [5],
  ]);
  expect([...sequenceOrder(people, labels, 2, 'from the end')[0]!]).toEqual([1, 2, 0, 4, 3]);
  expect([...sequenceOrder(people, labels, 2, 'by length')[0]!]).toEqual([1, 0, 2, 4, 3]);
});

test('transitions count every step, the start and the end', () => {
  const [own] = eventTransitions(people, [0, 0, 0, -1, -1, -1], 1);
  // Rows a, b, c, start; columns a, b, c, end: of "ab", "a" and "ba".
  expect([...own!.counts]).toEqual([0, 1, 0, 2, 1, 0, 0, 1, 0, 0, 0, 0, 2, 1, 0, 0]);
  expect(own!.shares[0 * 4 + 1]).toBeCloseTo(1 / 3, 12);
  expect([...own!.shares.subarray(8, 12)]).toEqual([0, 0, 0, 0]);
});

test('every person makes one start and one end', () => {
  const labels = [0, 1, 1, 0, 1, 0];
  for (const { counts, stateCount } of eventTransitions(people, labels, 2)) {
    const last = stateCount - 1;
    const starts = counts.subarray(last * stateCount).reduce((sum, count) => sum + count, 0);
    const ends = Array.from({ length: stateCount }, (_, row) => counts[row * stateCount + last]!);
    expect(starts).toBe(3);
    expect(ends.reduce((sum, count) => sum + count, 0)).toBe(3);
  }
});

test('the state distribution counts kinds by step, and who has ended', () => {
  const [own] = stateDistributions(people, [0, 0, 0, 0, 0, -1], 1, 4);
  expect(own!.personCount).toBe(5);
  expect([...own!.people]).toEqual([5, 4, 1, 0]);
  expect([...own!.counts]).toEqual([4, 1, 0, 1, 3, 0, 0, 0, 1, 0, 0, 0]);
});

test('lengths share their bins over segments, and nobody is lost', () => {
  const lengths = Float64Array.from({ length: 200 }, (_, i) => 1 + (i % 95));
  const labels = Array.from(lengths, (_, i) => i % 3);
  const { edges, counts } = lengthHistogram(lengths, labels, 3);
  expect(counts.flatMap((own) => [...own]).reduce((sum, count) => sum + count, 0)).toBe(200);
  expect(edges[0]).toBe(1);
  expect(edges.at(-1)).toBeGreaterThan(95);
  expect(counts[0]).toHaveLength(edges.length - 1);
  const short = lengthHistogram(Float64Array.from([1, 1, 2]), [0, 0, 0], 1);
  expect([...short.edges]).toEqual([1, 2, 3]);
  expect([...short.counts[0]!]).toEqual([2, 1]);
});

test('the medoid is the person nearest to all others', () => {
  const points = pointsOf([[0], [1], [2], [3], [10], [50], [52]]);
  const [first, second, nobody] = finish(findMedoids(points, [0, 0, 0, 0, 0, 1, 1], 3));
  expect([...first!.people]).toEqual([2, 1, 3]);
  expect(first!.meanDistances[0]).toBe((2 + 1 + 1 + 8) / 4);
  expect(first!.exact).toBe(true);
  expect([...second!.people]).toEqual([5, 6]);
  expect(nobody!.people).toHaveLength(0);
});

test('large segments are sampled, say so, and give the same people for the same seed', () => {
  const points = makeCloud(900, 2, 4);
  const labels = new Int32Array(900);
  const params = { count: 2, sampleSize: 100, seed: 7 };
  const [found] = finish(findMedoids(points, labels, 1, params));
  expect(found).toMatchObject({ exact: false, comparedCount: 100 });
  expect(finish(findMedoids(points, labels, 1, params))[0]).toEqual(found);
});

// The numbers of segments that are tried, and what is said where none can be.
import { expect, it } from 'vitest';
import { candidateRange } from '../../../../src/engine/workflows/rfe/candidate-range.ts';

it('tries the range as far as there are three persons a segment', () => {
  expect(candidateRange({ kMinimum: 2, kMaximum: 9, k: null }, 12)).toEqual([2, 3, 4]);
});

it('says that a range is upside down, and not that there are too few persons', () => {
  expect(() => candidateRange({ kMinimum: 9, kMaximum: 3, k: null }, 60)).toThrow(
    /The fewest segments \(kMinimum, 9\) are more than the most \(kMaximum, 3\)/,
  );
});

it('a number that was asked for counts, whatever the range', () => {
  expect(candidateRange({ kMinimum: 9, kMaximum: 3, k: 5 }, 60)).toEqual([5]);
});

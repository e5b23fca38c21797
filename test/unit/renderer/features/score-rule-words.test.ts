// The score rule in words: which values have a score, under both rules and from either end.
import { expect, it } from 'vitest';
import {
  rangeText,
  valuesOf,
} from '../../../../src/renderer/features/results/rfe/score-rule-words.ts';

const days = {
  name: 'recency' as const,
  best: 'low' as const,
  starts: [12, 40.25, 40.25],
  counts: [],
};
const clicks = { ...days, name: 'frequency' as const, best: 'high' as const };
const scores = [4, 3, 2, 1];

it('counts recency from the lowest values down, and frequency up', () => {
  const published = (feature: typeof days | typeof clicks) =>
    scores.map((score) => valuesOf(feature, score, 'published'));
  expect(published(days)).toEqual(['under 12', '12 to under 40.3', '', 'from 40.3']);
  expect(published(clicks)).toEqual(['from 40.3', '', '12 to under 40.3', 'under 12']);
});

it('says where a start belongs to the band before', () => {
  expect(scores.map((score) => valuesOf(clicks, score, 'closed'))).toEqual([
    'over 40.3',
    '',
    'over 12, up to 40.3',
    'up to 12',
  ]);
});

it('writes ranges of scores', () => {
  expect([rangeText([5, 5]), rangeText([1, 3])]).toEqual(['5', '1 to 3']);
});

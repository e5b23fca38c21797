// Profiles, names, matching between fits, migration and the group without clicks.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AnalysisError } from '#analysis/analysis-error';
import { matchSegments } from '#analysis/agreement/match-segments';
import { migrateSegments } from '#analysis/agreement/migrate-segments';
import { profileSegments } from '#analysis/rfe/profile-segments';
import type { SegmentFeature } from '#analysis/rfe/rfe-types';
import { levelsOf } from '#analysis/rfe/segment-levels';
import { suggestNames } from '#analysis/rfe/suggest-names';
import { mergeZeroGroup, splitZeroGroup } from '#analysis/rfe/zero-group';
import { fourGroups, plantPeople, type Group } from './planted-people.ts';

const code = (value: AnalysisError['code']) =>
  expect.objectContaining({ code: value }) as AnalysisError;

const days = { one: 'day', many: 'days' };
const value = (values: number[]) => ({
  name: 'clicks',
  unit: { one: 'click', many: 'clicks' },
  values: Float64Array.from(values),
});
const recency = (values: number[], z: number[] | null = null): SegmentFeature => ({
  name: 'recency',
  role: 'recency',
  unit: days,
  values: Float64Array.from(values),
  zValues: z && Float64Array.from(z),
});

describe('profileSegments', () => {
  it('adds up: sizes, shares and means in own units', () => {
    const profiles = profileSegments(
      [0, 1, 1, 0, -1, 1],
      2,
      [recency([1, 10, 20, 3, 999, 30], [-1, 0, 1, -1, 9, 2])],
      value([6, 0, 1, 2, 50, 1]),
    );
    expect(profiles.personCount).toBe(5);
    const [a, b] = profiles.segments;
    expect(a).toMatchObject({ size: 2, personShare: 0.4, valueTotal: 8, valueShare: 0.8 });
    expect(b).toMatchObject({ size: 3, valueTotal: 2, valueShare: 0.2, zeroValueCount: 1 });
    expect(b?.features[0]).toMatchObject({ mean: 20, median: 20, quartiles: [15, 25], z: 1 });
    expect(profiles.everybody).toMatchObject({ size: 5, valueTotal: 10, valueShare: 1 });
  });

  it('says null where there is no value to share, and keeps empty segments', () => {
    const profiles = profileSegments([0, 0], 2, [recency([1, 2])], value([0, 0]));
    expect(profiles.segments[0]?.valueShare).toBeNull();
    expect(profiles.segments[0]?.features[0]?.z).toBeNull();
    expect(profiles.segments[1]).toMatchObject({ size: 0, personShare: 0, features: [] });
  });

  it('does not depend on the order of people', () => {
    const { labels, features, value: clicks, profiles } = plantPeople(fourGroups);
    const turned = profileSegments(
      labels.slice().reverse(),
      4,
      features.map((feature) => ({
        ...feature,
        values: feature.values.slice().reverse(),
        zValues: feature.zValues && feature.zValues.slice().reverse(),
      })),
      { ...clicks, values: clicks.values.slice().reverse() },
    );
    turned.segments.forEach((segment, i) => {
      const same = profiles.segments[i];
      expect(segment.size).toBe(same?.size);
      segment.features.forEach((feature, j) => {
        expect(feature.median).toBe(same?.features[j]?.median);
        expect(feature.z).toBeCloseTo(same?.features[j]?.z ?? NaN, 12);
      });
    });
  });

  it('refuses what does not fit together', () => {
    expect(() => profileSegments([0], 1, [recency([1, 2])], value([1]))).toThrow(
      code('input.length-mismatch'),
    );
    expect(() => profileSegments([0], 1, [recency([NaN])], value([1]))).toThrow(
      code('input.not-finite'),
    );
    expect(() => profileSegments([-1], 1, [recency([1])], value([1]))).toThrow(code('input.empty'));
    expect(() => profileSegments([3], 1, [recency([1])], value([1]))).toThrow(
      code('input.unknown-label'),
    );
  });
});

describe('suggestNames', () => {
  it('speaks of what the segments contain', () => {
    expect(suggestNames(plantPeople(fourGroups).profiles)).toEqual([
      'Loyal',
      'Recent and occasional, many sessions',
      'Lapsed, formerly frequent',
      'One click, long ago',
    ]);
  });

  it('gives a group without clicks a name of its own', () => {
    const groups = [...fourGroups, { size: 80, days: 3, clicks: 0, sessions: 60 }];
    expect(suggestNames(plantPeople(groups).profiles)[4]).toBe('Recent, no clicks, many sessions');
  });

  it('does not say none of a group in which some have clicks', () => {
    const groups = [...fourGroups, { size: 80, days: 3, clicks: 0, sessions: 60 }];
    const { labels, features, value } = plantPeople(groups);
    // The last person of the last group clicks after all.
    const clicks = features[1]!.values;
    clicks[clicks.length - 1] = 3;
    const profiles = profileSegments(labels, groups.length, features, value);
    expect(suggestNames(profiles)[4]).toBe('Recent, hardly any clicks, many sessions');
  });

  it('tells like segments apart by what differs most, in own units', () => {
    const groups = [
      { size: 100, days: 2, clicks: 60, sessions: 90 },
      { size: 100, days: 2, clicks: 220, sessions: 95 },
      { size: 300, days: 200, clicks: 1, sessions: 2 },
    ];
    const [a, b] = suggestNames(plantPeople(groups).profiles);
    expect(a).toMatch(/^Loyal, about \d+ clicks$/);
    expect(b).toMatch(/^Loyal, about 2\d\d clicks$/);
  });

  it('is unique and follows the content through any renumbering', () => {
    const group = fc.record<Group>({
      size: fc.integer({ min: 5, max: 30 }),
      days: fc.integer({ min: 1, max: 300 }),
      clicks: fc.integer({ min: 0, max: 80 }),
      sessions: fc.integer({ min: 1, max: 90 }),
    });
    fc.assert(
      fc.property(fc.array(group, { minLength: 2, maxLength: 7 }), (groups) => {
        const { labels, features, value: clicks, profiles } = plantPeople(groups);
        const named = suggestNames(profiles);
        expect(new Set(named).size).toBe(groups.length);
        const last = groups.length - 1;
        const turned = profileSegments(
          labels.map((label) => last - label),
          groups.length,
          features,
          clicks,
        );
        const plain = (name: string | undefined) => name?.replace(/ \(\d+\)$/, '');
        const again = suggestNames(turned).reverse();
        expect(again.map(plain)).toEqual(named.map(plain));
      }),
      { numRuns: 60 },
    );
  });

  it('copes with features of no known role', () => {
    const feature: SegmentFeature = { ...recency([1, 9], [-1, 1]), role: 'other', name: 'age' };
    const profiles = profileSegments([0, 1], 3, [feature], value([1, 1]));
    expect(suggestNames(profiles)).toEqual(['Little age', 'Much age', 'Nobody']);
  });
});

describe('levelsOf', () => {
  it('calls nobody recent who is far from the most recent segment', () => {
    const z = [-2.4, -0.5, 0.3, 0.6];
    const profiles = profileSegments(
      [0, 1, 2, 3],
      4,
      [recency([9, 99, 199, 299], z)],
      value([1, 1, 1, 1]),
    );
    const levels = profiles.segments.map((segment) => levelsOf(segment, profiles).recency);
    expect(levels).toEqual(['recent', 'middle', 'middle', 'long ago']);
  });

  it('calls a median of one event once, and of none never', () => {
    const profiles = plantPeople([
      ...fourGroups,
      { size: 50, days: 4, clicks: 0, sessions: 3 },
    ]).profiles;
    expect(profiles.segments.map((segment) => levelsOf(segment, profiles).frequency)).toEqual([
      'frequent',
      'middle',
      'frequent',
      'once',
      'never',
    ]);
  });
});

describe('matchSegments', () => {
  const centroids = (...rows: number[][]) => Float64Array.from(rows.flat());
  const old = centroids([-1, 1], [1, -1], [0, 0], [2, 2]);

  it('finds every segment again after renumbering', () => {
    const shuffled = centroids([2, 2.1], [0.1, 0], [-1, 1], [1, -1]);
    const { matches, lost } = matchSegments(old, shuffled, 2);
    expect(matches.map(({ oldSegment }) => oldSegment)).toEqual([3, 2, 0, 1]);
    expect(matches.every(({ keepsName }) => keepsName)).toBe(true);
    expect(lost).toEqual([]);
  });

  it('asks again where the content moved', () => {
    const moved = centroids([-1, 1], [1, -1], [0, 0.8], [2, 2]);
    const { matches } = matchSegments(old, moved, 2);
    expect(matches.map(({ keepsName }) => keepsName)).toEqual([true, true, false, true]);
    expect(matches[2]?.distance).toBeCloseTo(0.8 / Math.SQRT2, 12);
  });

  it('asks for a closer match where two old segments lie close together', () => {
    const close = centroids([0, 0], [0.4, 0], [3, 3]);
    const { matches } = matchSegments(close, centroids([-0.2, 0], [0.4, 0], [3, 3.2]), 2);
    expect(matches.map(({ keepsName }) => keepsName)).toEqual([true, true, true]);
    const { matches: swapped } = matchSegments(close, centroids([0.21, 0], [0.65, 0], [3, 3]), 2);
    expect(swapped.map(({ keepsName }) => keepsName)).toEqual([false, false, true]);
  });

  it('says which segments are new and which are lost', () => {
    const fewer = matchSegments(old, centroids([-1, 1], [1, -1]), 2);
    expect(fewer.lost).toEqual([2, 3]);
    const more = matchSegments(centroids([-1, 1]), centroids([5, 5], [-1, 1]), 2);
    expect(more.matches[0]).toEqual({
      newSegment: 0,
      oldSegment: null,
      distance: null,
      keepsName: false,
    });
  });

  it('refuses centroids of other features', () => {
    expect(() => matchSegments(centroids([1, 2, 3]), old, 2)).toThrow(
      code('input.length-mismatch'),
    );
  });
});

describe('migrateSegments', () => {
  it('counts who stayed, moved, came and went', () => {
    const before = [0, 0, 0, 1, 1, -1, -1, 1];
    const after = [0, 1, 0, 1, -1, 0, 1, 0];
    const migration = migrateSegments(before, after, 2);
    expect(migration.counts).toEqual([2, 1, 1, 1]);
    expect(migration).toMatchObject({ newcomers: [1, 1], leavers: [0, 1], stayedCount: 3 });
    expect(migration.stayedShare).toBe(0.6);
    const total = migration.flows.reduce((sum, { count }) => sum + count, 0);
    expect(total).toBe(8);
    expect(migration.flows).toContainEqual({ from: 1, to: null, count: 1, shareOfFrom: 1 / 3 });
    expect(migration.flows).toContainEqual({ from: null, to: 0, count: 1, shareOfFrom: 0.5 });
  });

  it('has no share of nobody', () => {
    expect(migrateSegments([-1], [0], 1)).toMatchObject({ stayedShare: null, newcomers: [1] });
  });
});

describe('the group without clicks', () => {
  it('is taken out and put back as the last segment', () => {
    const split = splitZeroGroup(Float64Array.of(3, 0, 1, -2, 5));
    expect([...split.activeRows]).toEqual([0, 2, 4]);
    expect(split.zeroCount).toBe(2);
    expect([...mergeZeroGroup(split, [1, 0, 1], 2)]).toEqual([1, 2, 0, 2, 1]);
    expect(() => mergeZeroGroup(split, [1], 2)).toThrow(code('input.length-mismatch'));
  });
});

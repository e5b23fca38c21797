// Invented people in known groups, as several tests of segments use them.
import { createRandom } from '#analysis/random';
import { profileSegments } from '#analysis/rfe/profile-segments';
import type { SegmentFeature, SegmentProfiles, SegmentValue } from '#analysis/rfe/rfe-types';
import { applyTransform } from '#analysis/transform/apply-transform';
import { fitTransform } from '#analysis/transform/fit-transform';
import { defaultTreatment } from '#analysis/transform/transform-params';

/** Typical days since the last visit, clicks and sessions of one group. */
export interface Group {
  readonly size: number;
  readonly days: number;
  readonly clicks: number;
  readonly sessions: number;
}

const units = {
  recency: { one: 'day', many: 'days' },
  frequency: { one: 'click', many: 'clicks' },
  engagement: { one: 'session', many: 'sessions' },
};

export interface Planted {
  readonly labels: Int32Array;
  readonly features: SegmentFeature[];
  readonly value: SegmentValue;
  readonly profiles: SegmentProfiles;
}

/** People scattered by a tenth about what is typical of their group; none stays none. */
export function plantPeople(groups: readonly Group[], seed = 1): Planted {
  const random = createRandom(seed);
  const around = (typical: number) => Math.round(typical * Math.exp(0.1 * random.normal()));
  const people = groups.flatMap((group, label) =>
    Array.from({ length: group.size }, () => ({
      label,
      recency: around(group.days),
      frequency: around(group.clicks),
      engagement: around(group.sessions),
    })),
  );
  const roles = ['recency', 'frequency', 'engagement'] as const;
  const columns = roles.map((role) => Float64Array.from(people, (person) => person[role]));
  const matrix = { rowCount: people.length, columns };
  const transform = fitTransform(matrix, roles.map(defaultTreatment));
  const transformed = applyTransform(transform, matrix);
  let next = 0;
  const features = roles.map((role, i): SegmentFeature => {
    const leftOut = transform.columns[i]?.leftOut !== null;
    const zValues = leftOut ? null : (transformed.columns[next++] ?? null);
    const values = columns[i] ?? new Float64Array();
    return { name: role, role, unit: units[role], values, zValues };
  });
  const clicks = columns[1] ?? new Float64Array();
  const value = { name: 'clicks', unit: units.frequency, values: clicks };
  const labels = Int32Array.from(people, ({ label }) => label);
  const profiles = profileSegments(labels, groups.length, features, value);
  return { labels, features, value, profiles };
}

/** Loyal, convertible, formerly frequent, and long gone people. */
export const fourGroups: Group[] = [
  { size: 100, days: 2, clicks: 60, sessions: 90 },
  { size: 200, days: 5, clicks: 3, sessions: 40 },
  { size: 150, days: 120, clicks: 30, sessions: 35 },
  { size: 250, days: 300, clicks: 1, sessions: 2 },
];

// The choices of workflow RFE, each with its default.
import { z } from 'zod';

export const frequencyMeasures = ['clicks', 'events', 'active-days', 'orders'] as const;
export const engagementMeasures = [
  'sessions',
  'session-ids',
  'events',
  'active-days',
  'amount',
] as const;

export const rfeFeaturesSchema = z.strictObject({
  /** The act whose last occurrence is meant: any event, or a click. */
  recency: z
    .strictObject({ qualifying: z.enum(['any-event', 'click']).default('any-event') })
    .prefault({}),
  frequency: z.strictObject({ measure: z.enum(frequencyMeasures).default('events') }).prefault({}),
  /** `amount` makes the shop's variant: recency, frequency, monetary. */
  engagement: z
    .strictObject({
      measure: z.enum(engagementMeasures).default('sessions'),
      /** A pause longer than this opens a new session. */
      gapMinutes: z.number().positive().default(30),
    })
    .prefault({}),
});
export type RfeFeatures = z.infer<typeof rfeFeaturesSchema>;
export type FrequencyMeasure = (typeof frequencyMeasures)[number];
export type EngagementMeasure = (typeof engagementMeasures)[number];

export const transformChoicesSchema = z.strictObject({
  log: z.boolean().default(true),
  winsorisePercentile: z.number().min(90).max(100).nullable().default(99.5),
});

const kRange = {
  kMinimum: z.int().min(2).max(20).default(2),
  kMaximum: z.int().min(2).max(20).default(10),
  /** null: chosen from the data. */
  k: z.int().min(2).max(20).nullable().default(null),
  restartCount: z.int().min(1).max(200).default(20),
  maxIterationCount: z.int().min(1).max(10_000).default(300),
};

export const rfeModelSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('k-means'),
    ...kRange,
    tolerance: z.number().min(0).default(1e-4),
  }),
  z.strictObject({
    kind: z.literal('gaussian-mixture'),
    ...kRange,
    restartCount: z.int().min(1).max(200).default(5),
    covariance: z.enum(['full', 'diagonal', 'spherical', 'tied']).default('full'),
    tolerance: z.number().min(0).default(1e-4),
  }),
  z.strictObject({
    kind: z.literal('quintile-scores'),
    bandCount: z.int().min(2).max(10).default(5),
  }),
]);
export type RfeModelChoice = z.infer<typeof rfeModelSchema>;

// The choices of workflow States: the panel, its features, the hidden Markov model.
import { z } from 'zod';
import { columnReferenceSchema } from './mapping.ts';

/** What one feature measures about one person in one period. */
export const panelMeasures = [
  'events',
  'weekend-events',
  'weekday-events',
  'evening-events',
  'count-of',
  'weekend-share',
  'evening-share',
  'any-of',
  'share-of',
  'flag-of',
  'running-mean',
  'running-gap-days',
  'time-on-platform',
  'periods-since-event',
  'ever-several',
  'sum',
  'mean',
  'panel-value',
] as const;
export type PanelMeasure = (typeof panelMeasures)[number];

/** What stands in a period without events. */
export const fillPolicies = ['carry-forward', 'increment', 'zero', 'missing'] as const;
export type FillPolicy = (typeof fillPolicies)[number];

export const emissionKinds = ['gaussian', 'bernoulli', 'poisson'] as const;

export const panelFeatureSchema = z.strictObject({
  /** Unique within the recipe; the column's name in every table. */
  name: z.string().min(1).max(60),
  label: z.string().min(1).max(60),
  measure: z.enum(panelMeasures),
  /** The column that is measured, where the measure needs one. */
  column: columnReferenceSchema.optional(),
  /** The cells that count, for `count-of`, `any-of`, `share-of`, `flag-of`. */
  values: z.array(z.string()).default([]),
  fill: z.enum(fillPolicies),
  emission: z.enum(emissionKinds),
  /** log1p before standardising; continuous features only. */
  log: z.boolean().default(false),
});
export type PanelFeature = z.infer<typeof panelFeatureSchema>;

export const weekdays = [
  'monday',
  'tuesday',
  'wednesday',
  'thursday',
  'friday',
  'saturday',
  'sunday',
] as const;

export const panelSettingsSchema = z.strictObject({
  /** `events`: the panel is built here; `panel`: a row is a person and period already. */
  input: z.enum(['events', 'panel']).default('events'),
  period: z.enum(['day', 'week', 'month']).default('week'),
  firstWeekday: z.enum(weekdays).default('monday'),
  /** Days that count as weekend. */
  weekend: z.array(z.enum(weekdays)).default(['friday', 'saturday', 'sunday']),
  eveningFromHour: z.int().min(0).max(23).default(18),
  /** After so many periods without an event a person is dormant and the sequence ends. */
  gapCutoff: z.int().min(1).max(1000).default(19),
  /** Persons with fewer periods are left out, and counted. */
  minimumPeriods: z.int().min(1).max(1000).default(4),
  /** Rows before a person's first event of this kind are dropped; null: all count. */
  startsWith: z
    .strictObject({ column: columnReferenceSchema, values: z.array(z.string()).min(1) })
    .nullable()
    .default(null),
  /** A seeded sample of persons; null: everybody. */
  personSample: z.int().min(10).nullable().default(null),
});
export type PanelSettings = z.infer<typeof panelSettingsSchema>;

export const hiddenMarkovSettingsSchema = z.strictObject({
  /** `mixed`: by the features' types; `all-gaussian`: as in the notebook of 2023. */
  emissions: z.enum(['mixed', 'all-gaussian']).default('mixed'),
  covariance: z.enum(['diagonal', 'spherical', 'tied', 'full']).default('diagonal'),
  kMinimum: z.int().min(1).max(20).default(2),
  kMaximum: z.int().min(1).max(20).default(13),
  /** null: chosen from the data. */
  k: z.int().min(1).max(20).nullable().default(null),
  /** How the number of states is chosen where it is not given. */
  criterion: z.enum(['held-out', 'bic-rows', 'bic-persons', 'aic', 'icl']).default('held-out'),
  foldCount: z.int().min(2).max(10).default(5),
  restartCount: z.int().min(1).max(100).default(10),
  maxIterationCount: z.int().min(1).max(10_000).default(500),
  tolerance: z.number().min(0).default(1e-6),
  varianceFloor: z.number().min(0).max(1).default(1e-3),
  transitionPrior: z.number().min(1).max(100).default(1.1),
  stickiness: z.number().gt(0).lt(1).default(0.8),
});
export type HiddenMarkovSettings = z.infer<typeof hiddenMarkovSettingsSchema>;

export const statesSettingsSchema = z.strictObject({
  panel: panelSettingsSchema.prefault({}),
  /** Empty: the ready-made features that the mapping allows. */
  features: z.array(panelFeatureSchema).default([]),
  model: hiddenMarkovSettingsSchema.prefault({}),
  /** How many periods ahead are forecast. */
  horizon: z.int().min(1).max(12).default(12),
});
export type StatesSettings = z.infer<typeof statesSettingsSchema>;
